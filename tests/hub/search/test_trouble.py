"""What can go wrong with an index, and how the search gets over it."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from hub.search import outbox
from hub.search.carrying import bring_up_to_date, drain_or_leave, rebuild_index
from hub.search.engine import EngineBroken, EngineBusy, Request, engine_at
from hub.search.models import SearchEntry
from hub.search.queries import read_question
from hub.search.whoosh_engine import WhooshEngine
from tests.hub.search.engines import with_files

ROOT = Path(__file__).parent.parent.parent.parent


def write_garbage(folder):
    for file in folder.rglob("*"):
        if file.is_file() and file.name != "writer.lock":
            file.write_bytes(b"\xff\x00garbage")


def delete_segments(folder):
    for file in folder.rglob("*.seg"):
        file.unlink()


def empty_every_file(folder):
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(b"")


def point_outside(folder):
    (folder / "current").write_text("../../etc")


DAMAGES = [
    shutil.rmtree,
    write_garbage,
    delete_segments,
    empty_every_file,
    point_outside,
]


@pytest.mark.parametrize("damage", DAMAGES)
@with_files
def test_page_over_a_damaged_index_answers_from_the_table(
    put, client, ask, engine, damage, caplog
):
    put("Community rotas", body="co-operative policies", key="one")
    damage(engine.folder)
    engine_at.cache_clear()  # as a new process would

    page = client.get("/search/", {"q": "policy communities coop"})

    assert page.status_code == 200
    assert page.context["results"].is_degraded
    assert [hit.url for hit in page.context["results"].hits] == ["/one/"]
    assert "being mended" in page.content.decode()
    assert "search.index.broken" in {getattr(r, "event", "") for r in caplog.records}


@pytest.mark.parametrize("damage", DAMAGES)
@with_files
def test_next_write_after_damage_builds_the_index_again(put, ask, engine, damage):
    put("Rotas", key="one")
    damage(engine.folder)
    put("More rotas", key="two")
    results = ask("rotas")
    assert (results.total, results.is_degraded) == (2, False)


@pytest.mark.parametrize("damage", DAMAGES)
@with_files
def test_catching_up_after_damage_mends_even_when_nothing_waits(
    put, ask, engine, damage
):
    put("Rotas")
    damage(engine.folder)
    bring_up_to_date()
    results = ask("rotas")
    assert (results.total, results.is_degraded) == (1, False)


@with_files
def test_table_answers_a_minus_a_phrase_and_relaxes(put, ask, engine):
    put("Rotas in Leeds", key="leeds")
    put("Rotas in York", key="york")
    shutil.rmtree(engine.folder)
    assert [hit.url for hit in ask("rotas -leeds").hits] == ["/york/"]
    assert ask("rotas zzzzzz").is_relaxed
    assert ask('"rotas in york" leeds').is_relaxed


@with_files
def test_drain_while_another_writes_leaves_entries_for_the_next(
    put, ask, engine, caplog, monkeypatch
):
    row = put("Rotas", key="one")
    monkeypatch.setattr(engine, "_lock", FileLock(engine.folder / "writer.lock", 0.05))
    SearchEntry.objects.filter(pk=row.pk).update(title="Leases", revision=2)

    with FileLock(engine.folder / "writer.lock", thread_local=False):
        drain_or_leave()
        assert SearchEntry.objects.stale().count() == 1
        assert ask("leases").total == 0

    drain_or_leave()
    assert not SearchEntry.objects.stale().exists()
    assert ask("leases").total == 1
    assert "search.drain.deferred" in {getattr(r, "event", "") for r in caplog.records}


@with_files
def test_drain_on_a_full_disk_leaves_entries_and_the_old_index(
    put, ask, engine, monkeypatch
):
    put("Rotas", key="one")
    outbox.remove(["one"], drain=False)

    def no_space(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("whoosh.index.FileIndex.writer", no_space)
        drain_or_leave()
    assert SearchEntry.objects.stale().count() == 1
    assert len([path for path in engine.folder.iterdir() if path.is_dir()]) == 1

    bring_up_to_date()
    assert ask("rotas").total == 0


@pytest.fixture
def begun(monkeypatch):
    """What was begun in the background; nothing of it is done."""
    works = []
    monkeypatch.setattr("hub.search.carrying._in_background", works.append)
    return works


@with_files
def test_write_over_a_damaged_index_does_not_wait_for_the_new_one(
    put, ask, engine, begun
):
    put("Rotas")
    shutil.rmtree(engine.folder)
    put("More rotas")
    put("Still more rotas")
    assert len(begun) == 1  # The second found that somebody is at it.
    assert ask("rotas").is_degraded
    assert ask("rotas").total == 3

    begun[0]()
    results = ask("rotas")
    assert (results.total, results.is_degraded) == (3, False)


@with_files
def test_index_that_could_not_be_built_is_tried_again_after_a_while(
    put, engine, begun, monkeypatch, caplog
):
    put("Rotas")
    shutil.rmtree(engine.folder)
    put("More rotas")
    with monkeypatch.context() as full:
        full.setattr(type(engine), "rebuild", no_space)
        begun[0]()
    assert "search.index.not_mended" in {
        getattr(r, "event", "") for r in caplog.records
    }
    put("Rotas again")
    assert len(begun) == 1
    monkeypatch.setattr("hub.search.carrying._mend_again_at", 0.0)
    put("Rotas at last")
    assert len(begun) == 2


def no_space(self, rows):
    raise EngineBroken("OSError: [Errno 28] No space left on device")


def test_entry_committed_while_another_drain_ended_is_carried_by_it(
    put, ask, engine, monkeypatch
):
    """The other waited in vain for the lock; the first must look again when it is free."""
    put("Rotas")
    writing, late = type(engine).writing, [{"title": "Late rotas", "revision": 2}]

    @contextmanager
    def somebody_commits_at_the_end(self, patience=None):
        with writing(self):
            yield
            if late:
                SearchEntry.objects.update(**late.pop())

    monkeypatch.setattr(type(engine), "writing", somebody_commits_at_the_end)
    drain_or_leave()
    assert not SearchEntry.objects.stale().exists()
    assert ask("late").total == 1


@with_files
def test_rebuild_leaves_the_index_before_it_to_those_who_read_it(put, ask, engine):
    put("Rotas")
    assert ask("rotas").total == 1
    for _ in range(3):
        rebuild_index()
        assert ask("rotas").total == 1
    assert len([path for path in engine.folder.iterdir() if path.is_dir()]) == 2


@with_files
def test_index_of_an_older_format_is_built_again(put, ask, engine):
    put("Rotas")
    name = (engine.folder / "current").read_text()
    (engine.folder / name).rename(engine.folder / "format0xabc")
    (engine.folder / "current").write_text("format0xabc")
    bring_up_to_date()
    assert (ask("rotas").total, ask("rotas").is_degraded) == (1, False)


# --- Other processes; they write an index and need no database. ----------------------

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from hub.search.engine import EngineBusy
from hub.search.models import SearchEntry
from hub.search.whoosh_engine import WhooshEngine

folder, first, batches = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
engine = WhooshEngine(folder)
for batch in range(batches):
    rows = [
        SearchEntry(
            pk=first + batch * 5 + number, kind="page", title="Rotas",
            body="care " * 200, visibility="public", changed_at=datetime.now(UTC),
        )
        for number in range(5)
    ]
    while True:
        try:
            with engine.writing():
                engine.apply(rows)
            break
        except EngineBusy:
            pass
    print(batch + 1, flush=True)
"""


def start_writer(folder, first, batches):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "hub.settings.test"}
    return subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            WRITER,
            folder,
            str(first),
            str(batches),
        ],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def folder(tmp_path):
    """The folder of an index without entries."""
    engine = WhooshEngine(tmp_path / "search")
    with engine.writing():
        engine.rebuild(iter([]))
    return engine.folder


def total(folder):
    request = Request(read_question("rotas", ()), frozenset({"public"}))
    return WhooshEngine(folder).find(request).total


def test_writer_killed_in_mid_commit_leaves_the_last_commit_readable(folder):
    acknowledged = 0
    for attempt in range(3):
        writer = start_writer(folder, 1_000 * attempt, 10_000)
        for _ in range(4 + attempt):
            done = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        # What was written between the last line read and the signal counts as well.
        done = max([done, *(int(line) for line in writer.stdout)])
        writer.wait()
        acknowledged += done * 5
        found = total(folder)
        assert acknowledged <= found <= acknowledged + 5
        acknowledged = found

    engine = WhooshEngine(folder)
    with engine.writing():
        engine.apply([a_row(999_999)])
    assert total(folder) == acknowledged + 1


def test_two_processes_writing_at_once_lose_nothing(folder):
    writers = [start_writer(folder, first, 12) for first in (0, 100_000)]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert total(folder) == 2 * 12 * 5


def test_writing_while_another_holds_the_right_raises_busy(folder, monkeypatch):
    monkeypatch.setattr("hub.search.whoosh_engine._PATIENCE_SECONDS", 0.05)
    first, second = WhooshEngine(folder), WhooshEngine(folder)
    with first.writing(), pytest.raises(EngineBusy), second.writing():
        pass


def a_row(pk):
    return SearchEntry(
        pk=pk,
        kind="page",
        title="Rotas",
        visibility="public",
        changed_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
