"""Where the counts of searches lie: an SQLite file of their own in the data directory.

A page that is read must not write to the content database, and counts are not worth
waiting for: the file has its own lock, and whoever finds it busy gives up at once.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

KEPT_DAYS = 90
# More different questions than people ask in a day; beyond them somebody is filling the
# file, and new ones are not counted.
MOST_A_DAY = 2_000
_own = threading.local()
# What a searcher may be kept waiting by a file that is in use.
_PATIENCE_SECONDS = 0.05

_TABLE = """
    CREATE TABLE IF NOT EXISTS searches (
        day TEXT NOT NULL,
        words TEXT NOT NULL,
        asked INTEGER NOT NULL DEFAULT 0,
        without_result INTEGER NOT NULL DEFAULT 0,
        followed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (day, words)
    ) WITHOUT ROWID
"""
_COUNT = """
    INSERT INTO searches (day, words, asked, without_result)
    SELECT :day, :words, 1, :without_result
    WHERE (SELECT count(*) FROM searches WHERE day = :day) < :most
       OR EXISTS (SELECT 1 FROM searches WHERE day = :day AND words = :words)
    ON CONFLICT (day, words) DO UPDATE SET
        asked = asked + 1,
        without_result = without_result + excluded.without_result
"""
# Of today, or of yesterday for a page that was open at midnight. A question is never
# followed more often than it was asked, whatever a script sends.
_FOLLOW = """
    UPDATE searches SET followed = followed + 1
    WHERE words = :words AND followed < asked AND day = (
        SELECT max(day) FROM searches WHERE words = :words AND day >= :yesterday
    )
"""
_TOTALS = """
    SELECT words, sum(asked), sum(without_result), sum(followed)
    FROM searches WHERE day > :after
    GROUP BY words ORDER BY sum(asked) DESC, words
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often some words were searched for, found nothing, and led somewhere."""

    words: str
    asked: int
    without_result: int
    followed: int


def count_search(words: str, *, day: date, found_something: bool) -> None:
    """Count one search; raises sqlite3.Error or OSError when it cannot be done now."""
    with _opened() as file:
        file.execute(
            _COUNT,
            {
                "day": day.isoformat(),
                "words": words,
                "without_result": 0 if found_something else 1,
                "most": MOST_A_DAY,
            },
        )
        _forget_what_is_old(file, day)


def count_followed(words: str, *, day: date) -> None:
    """Count that a result was followed, when the words were searched for lately."""
    yesterday = (day - timedelta(days=1)).isoformat()
    with _opened() as file:
        file.execute(_FOLLOW, {"words": words, "yesterday": yesterday})


def totals(*, days: int, until: date) -> list[Counted]:
    """Return what was searched for in the last `days`, most often first."""
    with _opened() as file:
        _forget_what_is_old(file, until)
        after = (until - timedelta(days=min(days, KEPT_DAYS))).isoformat()
        return [Counted(*row) for row in file.execute(_TOTALS, {"after": after})]


def forget_what_is_old(*, today: date) -> None:
    """Forget what was counted more than 90 days ago, where nobody searches any more."""
    with _opened() as file:
        _forget_what_is_old(file, today)


def _forget_what_is_old(file: sqlite3.Connection, today: date) -> None:
    before = (today - timedelta(days=KEPT_DAYS)).isoformat()
    file.execute("DELETE FROM searches WHERE day <= ?", (before,))


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """Yield the file, in a transaction that ends with the block.

    A file that is damaged is begun anew: nobody misses what was counted so much that
    nothing more should be.
    """
    path = Path(settings.DATA_DIR) / "searches.sqlite3"
    try:
        file = _held(path)
        with file:
            yield file
    except sqlite3.OperationalError:
        # Busy, or no room on the disk: sound all the same.
        raise
    except sqlite3.DatabaseError:
        _own.held = None
        for damaged in path.parent.glob(f"{path.name}*"):
            damaged.unlink(missing_ok=True)
        raise


def _held(path: Path) -> sqlite3.Connection:
    """Return this thread's connection; opening one for each search would take longest."""
    held = getattr(_own, "held", None)
    if held is None or held[0] != (path, _inode(path)):
        file = _open(path)
        held = _own.held = ((path, _inode(path)), file)
    return held[1]


def _inode(path: Path) -> int:
    """Return what tells a file from another put in its place, or from none."""
    return path.stat().st_ino if path.exists() else 0


def _open(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_PATIENCE_SECONDS)
    file.execute("PRAGMA journal_mode = WAL")
    # A count that a power cut takes is no loss; waiting for the disk would be.
    file.execute("PRAGMA synchronous = NORMAL")
    # What is forgotten is not to be read from the free pages of the file either.
    file.execute("PRAGMA secure_delete = ON")
    with file:
        file.execute(_TABLE)
    return file
