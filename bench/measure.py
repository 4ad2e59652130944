"""One stage of the benchmark, in a process of its own; `bench/search.py` starts it.

Run as `python -m bench.measure build|ask FOLDER`. The environment names the database,
the engine and the data directory; what was measured is printed as JSON.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import django

UPDATES = 20
VISITOR = frozenset({"public"})
CHOSEN = {"kind": ["organisation", "topic"], "nation": ["england"]}


def build(folder: Path) -> dict[str, float]:
    """Fill the table and build the index; return how fast."""
    from django.core.management import call_command

    from hub.search.carrying import rebuild_index
    from hub.search.models import SearchEntry

    call_command("migrate", verbosity=0)
    lines = _lines(folder)
    while batch := [SearchEntry(**line) for line in islice(lines, 500)]:
        SearchEntry.objects.bulk_create(batch)
    _settle()
    started = time.perf_counter()
    entries = rebuild_index()
    seconds = time.perf_counter() - started
    _settle()
    return {"build": entries / seconds, "build peak": _peak_megabytes()}


def ask(folder: Path) -> dict[str, object]:
    """Ask every question as a fresh worker process would; return how long each took."""
    from hub.search import answers

    questions = json.loads((folder / "questions.json").read_text())
    bare = _megabytes()
    first = _timed(lambda: answers.search("care", visible=VISITOR))
    _warm(answers, questions)
    times = {
        kind: [_timed(_asking(answers, kind, typed)) for typed in asked[1:]]
        for kind, asked in questions.items()
    }
    return {
        "times": times,
        "found": {
            kind: statistics.median(_totals(answers, kind, asked[:9]))
            for kind, asked in questions.items()
            if kind != "suggest"
        },
        "first": first,
        "bare": bare,
        "memory": _megabytes(),
        "updates": [_update(answers, number) for number in range(UPDATES)],
    }


def _lines(folder: Path) -> Iterator[dict[str, object]]:
    with open(folder / "entries.jsonl", encoding="utf-8") as file:
        for line in file:
            values = json.loads(line)
            yield values | {"changed_at": datetime.fromisoformat(values["changed_at"])}


def _warm(answers: object, questions: dict[str, list[str]]) -> None:
    for kind, asked in questions.items():
        _asking(answers, kind, asked[0])()


def _asking(answers: object, kind: str, typed: str) -> Callable[[], object]:
    if kind == "suggest":
        return lambda: answers.suggest(typed, visible=VISITOR)
    chosen = CHOSEN if kind == "two facets chosen" else None
    return lambda: answers.search(typed, visible=VISITOR, chosen=chosen)


def _totals(answers: object, kind: str, asked: list[str]) -> list[int]:
    results = [_asking(answers, kind, typed)() for typed in asked]
    if any(result.is_degraded for result in results):
        raise RuntimeError("The table answered, not the engine.")
    return [result.reach for result in results]


def _update(answers: object, number: int) -> float:
    """Change an entry; return the seconds until it is found by its new word."""
    from django.utils import timezone

    from hub.search import outbox
    from hub.search.entries import Entry

    word = f"freshly{'abcdefghijklmnopqrstuvwxyz'[number % 26]}{number}"
    entry = Entry(
        f"bench.thing:{number}", "topic", f"A {word} thing", "/x/", timezone.now()
    )
    started = time.perf_counter()
    outbox.put(entry)
    if answers.search(word, visible=VISITOR).total != 1:
        raise RuntimeError("What was written is not found.")
    return time.perf_counter() - started


def _settle() -> None:
    """Let PostgreSQL do what its housekeeping would have done by morning."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _megabytes() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return _peak_megabytes()


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    json.dump({"build": build, "ask": ask}[sys.argv[1]](Path(sys.argv[2])), sys.stdout)
