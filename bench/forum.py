"""Ask the forum's pages again and again, ours and machina's own side by side.

    .venv/bin/python bench/forum.py --rounds 60

Each of the two gets a temporary directory, a SQLite database, and the same boards,
topics, posts and members, drawn from the same seed; both are removed at the end. The
other project is machina as its documentation sets it up (`bench/vanilla_settings.py`).
Every page is asked through the whole site, as a visitor and as a member, in turns of a few
rounds for each of the two, in four ways:

- "visitor" is sent pages that are drawn for them, while nothing is written; discussions are
  asked once each, so that nobody has seen them, boards and the index several times;
- "written" asks for pages that somebody was sent before, each after something was written;
- "again" asks for what another visitor has just been sent, nothing being written since: the
  hub keeps such pages, which it does not for the others;
- "member" is signed in, and asks as the visitor does.

What is printed is the number of queries, and the processor's time in the process that
answers: the median, and what 95 in 100 stay under.

`--only hub --profile topic` shows where the time of a page goes instead.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SITES = ("hub", "machina")
PAGES = ("index", "board", "topic", "unread", "feed")
#: Nobody but members has a list of what is new.
MEMBERS_ONLY = {"unread"}


def main() -> None:
    """Fill both, ask both in turns, print."""
    wanted = _arguments()
    if wanted.site:
        _serve(wanted)
        return
    sites = [wanted.only] if wanted.only else list(SITES)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as temporary:
        folder = Path(wanted.folder or temporary)
        running = {site: _start(site, folder / site, wanted) for site in sites}
        if wanted.profile:
            print(_ask(running[sites[0]], {"profile": wanted.profile})["text"])
            return
        print(f"load before {os.getloadavg()[0]:.1f}")
        questions = list(_questions(wanted.pages))
        _print(_measure(running, questions, wanted.rounds), questions, sites)
        print(f"load after {os.getloadavg()[0]:.1f}")
        for process in running.values():
            process.stdin.close()
            process.wait()


def _start(site: str, folder: Path, wanted: argparse.Namespace) -> subprocess.Popen:
    """Start one of the two and wait until it is filled."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [f"--{name}={getattr(wanted, name)}" for name in _SIZES]
    process = subprocess.Popen(
        [sys.executable, __file__, "--site", site, "--folder", str(folder), *sizes],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if not process.stdout.readline():
        raise SystemExit(f"{site} did not start")
    return process


def _ask(process: subprocess.Popen, question: dict) -> dict:
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def _measure(running: dict, questions: list, rounds: int) -> dict:
    """Return queries and milliseconds by (page, who, site), asked a few at a time."""
    found: dict = {}
    turn = 20
    for page, who in questions:
        for begun in range(0, rounds, turn):
            for site, process in running.items():
                number = min(turn, rounds - begun)
                question = {"page": page, "who": who, "rounds": number, "at": begun}
                answer = _ask(process, question)
                kept = found.setdefault((page, who, site), {"ms": []})
                kept["ms"] += answer["ms"]
                kept["queries"] = answer["queries"]
    return found


def _questions(pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    for page in pages:
        for who in ("visitor", "written", "again", "member"):
            if who == "member" or page not in MEMBERS_ONLY:
                yield page, who


def _print(found: dict, questions: list, sites: list[str]) -> None:
    head = "".join(f"{site:>9}: queries   p50   p95" for site in sites)
    print(f"\n{'page':<8}{'who':<9}{head}{'share':>8}")
    for page, who in questions:
        line, medians = "", []
        for site in sites:
            one = found[page, who, site]
            medians.append(statistics.median(one["ms"]))
            high = statistics.quantiles(one["ms"], n=20)[-1]
            line += f"{one['queries']:>18}{medians[-1]:>7.1f}{high:>6.1f}"
        share = f"{medians[0] / medians[1]:>8.0%}" if len(medians) > 1 else ""
        print(f"{page:<8}{who:<9}{line}{share}")


def _serve(wanted: argparse.Namespace) -> None:
    """Be one of the two: fill the database, then answer questions on standard input."""
    _set_up(wanted.site, Path(wanted.folder))
    from bench import forum_seed

    made = forum_seed.fill(wanted.site, wanted)
    _open(made)
    print("ready", flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        answer = _profile if "profile" in question else _rounds
        print(json.dumps(answer(made, question)), flush=True)


def _open(made: object) -> None:
    """Be a site that has been up for a while: other discussions were read already."""
    for who in ("visitor", "member"):
        asked = _asking(made, "other topic", who)
        for number in range(len(made.addresses["other topic"])):
            asked(number)


def _set_up(site: str, folder: Path) -> None:
    settings = {"hub": "hub.settings.base", "machina": "bench.vanilla_settings"}
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": settings[site],
        "HUB_DATA_DIR": str(folder),
        "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "HUB_SEND_MAIL": "worker",
        "SEARCH_URL": "whoosh:",
    }
    import django

    django.setup()
    from django.core.management import call_command

    quiet = {"verbosity": 0, "interactive": False}
    call_command("migrate", **quiet)
    call_command("collectstatic", **quiet)


def _rounds(made: object, question: dict) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    who, at, rounds = (question[name] for name in ("who", "at", "rounds"))
    asked = _asking(made, question["page"], who)
    before = {"visitor": _forget, "member": _forget, "written": _write}
    if who in ("written", "again"):
        for one in range(rounds):
            asked(at + one)
    times = []
    for one in range(rounds):
        before.get(who, _nothing)()
        begun = time.process_time()
        asked(at + one)
        times.append((time.process_time() - begun) * 1000)
    before.get(who, _nothing)()
    with CaptureQueriesContext(connection) as captured:
        asked(at)
    return {"ms": times, "queries": len(captured)}


def _forget() -> None:
    """Forget the hub's kept pages: as if nobody had asked for this one."""
    from hub.core.page_cache.middleware import PAGES

    PAGES.clear()


def _write() -> None:
    """Commit something that changes no row."""
    from django.db import connection

    with connection.cursor() as cursor:
        number = cursor.execute("PRAGMA user_version").fetchone()[0]
        cursor.execute(f"PRAGMA user_version = {number + 1}")


def _nothing() -> None:
    """Change nothing."""


def _asking(made: object, page: str, who: str) -> Callable[[int], None]:
    """Return what asks for the nth address of this page."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    if who == "member":
        client.force_login(made.member)
    addresses = made.addresses[page]

    # Its first request sets the site up.
    client.get(addresses[0] if page != "topic" else made.addresses["index"][0])

    def ask(number: int) -> None:
        address = addresses[number % len(addresses)]
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")

    return ask


def _profile(made: object, question: dict) -> dict:
    import cProfile
    import io
    import pstats

    page, _, who = question["profile"].partition(":")
    asked = _asking(made, page, who or "visitor")
    asked(0)
    profile = cProfile.Profile()
    profile.enable()
    for number in range(20):
        asked(number)
    profile.disable()
    text = io.StringIO()
    stats = pstats.Stats(profile, stream=text).strip_dirs()
    stats.sort_stats("cumulative").print_stats(70)
    stats.sort_stats("tottime").print_stats(30)
    return {"text": text.getvalue()}


_SIZES = {"boards": 10, "topics": 2_000, "posts": 20_000, "members": 500, "seed": 4}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name, usual in _SIZES.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--folder", default="", help="keep what was made here")
    parser.add_argument("--only", choices=SITES)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES)
    parser.add_argument("--profile", default="", help="a page, or page:member")
    parser.add_argument("--site", choices=SITES, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
