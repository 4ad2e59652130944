"""Real processes that save: killed at any moment, four at once, and on a full disk."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hub.core.visibility import MEMBERS, PUBLIC
from hub.search import outbox
from hub.search.answers import search
from hub.search.carrying import drain, rebuild_index
from hub.search.models import SearchEntry
from tests.hub.search.sites import thing

ROOT = Path(__file__).parents[3]
VISITOR, MEMBER = frozenset({PUBLIC}), frozenset({PUBLIC, MEMBERS})


@pytest.fixture
def site(own_database, own_index, tmp_path):
    """Processes of a site that shares this test's database and index."""
    rebuild_index()
    log = tmp_path / "processes.log"
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.hub.search.sites"],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": str(tmp_path),
            "HUB_SECRET_KEY": "a-key-for-tests-only-" * 3,
            "HUB_LOG_JSON": "0",
            "DATABASE_URL": own_database,
            "REDIS_URL": "",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A file: a pipe that nobody reads would stop them when it is full.
        stderr=log.open("w"),
        text=True,
    )
    assert process.stdout.readline() == "ready\n", log.read_text()
    yield Site(process, log)
    process.communicate(timeout=60)


class Site:
    """What a test tells these processes, and hears from them."""

    def __init__(self, process: subprocess.Popen, log: Path) -> None:
        self.process, self.log = process, log

    def begin(self, *jobs: str) -> None:
        self.process.stdin.write(";".join(jobs) + "\n")
        self.process.stdin.flush()

    def heard(self, until: str) -> list[str]:
        lines = []
        while not lines or not lines[-1].startswith((until, "end")):
            line = self.process.stdout.readline()
            assert line, self.log.read_text()
            lines.append(line.strip())
        return lines

    def do(self, *jobs: str) -> list[str]:
        self.begin(*jobs)
        return [line for _ in jobs for line in self.heard("end")]


def said(lines: list[str], word: str) -> list[str]:
    return [line.split(" ", 1)[1] for line in lines if line.split()[0] == word]


def found(words: str, visible: frozenset[str] = VISITOR) -> list[str]:
    """The addresses that a question finds on every page; the counts agree with them."""
    results = search(words, visible=visible)
    urls = [hit.url for hit in results.hits]
    for page in range(2, results.total // 10 + 2):
        urls += [hit.url for hit in search(words, visible=visible, page=page).hits]
    assert not results.is_degraded
    assert results.total == results.reach == len(urls)
    assert results.counts.get("kind", {}) == ({"page": len(urls)} if urls else {})
    return sorted(urls)


def in_table(visible: frozenset[str] = VISITOR) -> list[str]:
    rows = SearchEntry.objects.visible_to(visible)
    return sorted(rows.values_list("url", flat=True))


def expected(last: int, visible: frozenset[str]) -> list[str]:
    """The addresses that are there for somebody after so many rounds of changes."""
    urls = [f"/kept/{number}/" for number in range(last + 1)]
    hidden = range(0 if MEMBERS in visible else last, last + 1)
    urls += [f"/hidden/{number}/" for number in hidden]
    return sorted([*urls, f"/removed/{last}/"])


def test_process_killed_at_twenty_moments_loses_nothing_and_shows_nothing_hidden(site):
    site.do("change_and_die 0 0")
    calls = int(said(site.do("change_and_die 1 0"), "calls")[0])
    places, last = Counter(), 1
    for attempt in range(1, 21):
        heard = site.do(f"change_and_die {last + 1} {calls * attempt // 21}")
        assert said(heard, "end") == ["-9"], heard
        places.update(said(heard, "died"))
        if said(heard, "committed"):
            last += 1

        for visible in (VISITOR, MEMBER):
            # Before anything is mended: nothing that is hidden or gone, in hit or count.
            assert in_table(visible) == expected(last, visible)
            assert set(found("rotas", visible)) <= set(in_table(visible))
        drain()
        for visible in (VISITOR, MEMBER):
            assert found("rotas", visible) == expected(last, visible)
    # The moments were spread: over the transaction, Whoosh's commit and what follows.
    assert places["table"] >= 2, places
    assert places["commit-of-the-index"] >= 2, places
    assert last > 5, places


def test_four_processes_saving_at_once_lose_no_update(site):
    outbox.put(thing("shared", 0))
    ends = site.do(*(f"write_in_turn {writer} 5" for writer in range(4)))
    assert ends == ["end 0"] * 4
    assert not SearchEntry.objects.stale().exists()  # Nobody left it to the next.
    for writer in range(4):
        own = [f"/own{writer}/{number}/" for number in range(2)]
        assert found(f"own{writer}at4") == own
        assert found(f"own{writer}at3") == []
        for turn in range(5):
            assert found(f"word{writer}at{turn}") == ["/shared/0/"]


@pytest.mark.parametrize("limit", [0, 2_000, 20_000])
def test_full_disk_leaves_the_last_index_serving_until_there_is_room(site, limit):
    outbox.put(thing("early", 1))
    outbox.put(thing("stays", 1))
    site.begin(f"write_on_a_full_disk {limit}")
    assert site.heard("full") == ["full"]
    assert SearchEntry.objects.stale().count() == 2
    assert found("rotas") == ["/stays/1/"]  # What is removed is hidden even now.

    site.begin("")
    heard = site.heard("end")
    assert heard == ["room", "end 0"]
    assert not SearchEntry.objects.stale().exists()
    assert found("rotas") == ["/late/1/", "/stays/1/"]
