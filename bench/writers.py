"""Measure how soon an update is found while several processes write, and that none is lost.

    .venv/bin/python bench/writers.py --writers 4 --updates 10000 --entries 1000

Everything happens in a temporary directory with a SQLite database of its own, removed at
the end. An update is timed from before its transaction until the same process finds it
by its new word; one in `--every` is, the others only have to be there in their last form.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

VISITOR = frozenset({"public"})
# Each writer changes so many things again and again.
THINGS = 50


def main() -> None:
    """Start the writers side by side, then look for everything that they wrote."""
    wanted = _arguments()
    if wanted.stage:
        _in_stage(wanted)
        return
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        _finish([_start("fill", 0, folder, wanted)])
        load, started = os.getloadavg()[0], time.perf_counter()
        told = _finish(
            [_start("write", one, folder, wanted) for one in range(wanted.writers)]
        )
        seconds = time.perf_counter() - started
        lost = _finish([_start("look", 0, folder, wanted)])[0]
    ranked = sorted(one for times in told for one in times)
    p50, p95 = (ranked[int(len(ranked) * part)] * 1000 for part in (0.5, 0.95))
    print(f"{wanted.writers} writers, {wanted.updates} updates, load before {load:.1f}")
    print(f"{wanted.updates / seconds:.0f} updates a second")
    print(f"update to findable, ms ({len(ranked)} timed): ", end="")
    print(f"p50 {p50:.0f}, p95 {p95:.0f}, max {ranked[-1] * 1000:.0f}")
    print(f"left waiting: {lost['waiting']}; lost: {lost['lost']} of {lost['things']}")
    sys.exit(bool(lost["waiting"] or lost["lost"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--updates", type=int, default=400, help="of all together")
    parser.add_argument("--entries", type=int, default=1000, help="there beforehand")
    parser.add_argument("--every", type=int, default=10, help="time one in so many")
    parser.add_argument("--stage", help=argparse.SUPPRESS)
    parser.add_argument("--writer", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _start(
    stage: str, writer: int, folder: str, wanted: argparse.Namespace
) -> subprocess.Popen:
    given = [f"--stage={stage}", f"--writer={writer}"]
    given += [
        f"--{name}={getattr(wanted, name)}"
        for name in ("writers", "updates", "entries", "every")
    ]
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, *given],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.base",
            "HUB_DATA_DIR": folder,
            "HUB_SECRET_KEY": "a-key-for-the-benchmark-only" * 3,
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "SEARCH_URL": "whoosh:",
        },
        stdout=subprocess.PIPE,
        text=True,
    )


def _finish(processes: list[subprocess.Popen]) -> list:
    told = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        raise SystemExit("A process failed; see above.")
    return [json.loads(one) for one in told]


def _in_stage(wanted: argparse.Namespace) -> None:
    import django

    django.setup()
    stages = {"fill": _fill, "write": _write, "look": _look}
    json.dump(stages[wanted.stage](wanted), sys.stdout)


def _fill(wanted: argparse.Namespace) -> list:
    import random
    from datetime import datetime

    from django.core.management import call_command

    from bench.sample import Sample
    from hub.search.carrying import rebuild_index
    from hub.search.models import SearchEntry

    call_command("migrate", verbosity=0)
    SearchEntry.objects.bulk_create(
        SearchEntry(
            **one | {"changed_at": datetime.fromisoformat(str(one["changed_at"]))}
        )
        for one in Sample(wanted.entries, random.Random(1))
    )
    rebuild_index()
    return []


def _word(writer: int, update: int) -> str:
    """Return a word that no other update has, and no typing error makes of another."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{update:06}")
    return f"zq{chr(ord('k') + writer)}{letters}x"


def _write(wanted: argparse.Namespace) -> list[float]:
    from django.utils import timezone

    from hub.search import outbox
    from hub.search.answers import search
    from hub.search.entries import Entry

    times = []
    for update in range(wanted.updates // wanted.writers):
        word, number = _word(wanted.writer, update), update % THINGS
        key = f"bench.writer{wanted.writer}:{number}"
        started = time.perf_counter()
        outbox.put(Entry(key, "topic", f"A {word} thing", "/x/", timezone.now()))
        if update % wanted.every == 0:
            while search(word, visible=VISITOR).total != 1:
                time.sleep(0.005)
            times.append(time.perf_counter() - started)
    return times


def _look(wanted: argparse.Namespace) -> dict[str, int]:
    """Look for the last form of every thing, and for what came before it."""
    from hub.search.answers import search
    from hub.search.models import SearchEntry

    each = wanted.updates // wanted.writers
    lost = things = 0
    for writer in range(wanted.writers):
        for update in range(max(0, each - THINGS), each):
            last = search(_word(writer, update), visible=VISITOR).total == 1
            before = update - THINGS
            stays = before >= 0 and search(_word(writer, before), visible=VISITOR).total
            lost, things = lost + (not last or bool(stays)), things + 1
    waiting = SearchEntry.objects.stale().count()
    return {"waiting": waiting, "lost": lost, "things": things}


if __name__ == "__main__":
    main()
