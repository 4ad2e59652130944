"""How often topics are read: counted beside the content, and added to it by a timer.

Reading a topic writes nothing to the content database. The counts wait in an SQLite file
of their own, whose lock nobody waits for; a count that fails is logged and dropped. They
hold numbers of topics and nothing of who reads.
"""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest

from forum.forum_conversation.models import Topic

logger = logging.getLogger(__name__)

_ROBOT = re.compile(r"bot\b|crawl|spider|slurp|monitor|preview", re.IGNORECASE)
# What a reader may be kept waiting by a file that is in use.
_PATIENCE_SECONDS = 0.05
_TABLE = "CREATE TABLE IF NOT EXISTS views (topic INTEGER PRIMARY KEY, times INTEGER)"
_ADD = """
    INSERT INTO views (topic, times) VALUES (?, ?)
    ON CONFLICT (topic) DO UPDATE SET times = times + excluded.times
"""


def count_view(topic: int, request: HttpRequest) -> None:
    """Count that somebody reads the topic of this key.

    Not a HEAD, nor a robot, nor a page that is fetched ahead.
    """
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return
    if _ROBOT.search(request.headers.get("User-Agent", "")):
        return
    try:
        _put({topic: 1})
    except (sqlite3.Error, OSError) as error:
        _say("A view was not counted", error)


def add_to_topics() -> int:
    """Add what was counted to the topics; return how many views that were.

    What was taken out of the file is put back when the database refuses it. Two runs at
    once take different views, so none is added twice.
    """
    taken = _take()
    try:
        with transaction.atomic():
            # In one order, so that two runs cannot wait for each other.
            for topic, times in sorted(taken.items()):
                Topic.objects.filter(pk=topic).update(
                    views_count=F("views_count") + times
                )
    except DatabaseError:
        _put(taken)
        raise
    return sum(taken.values())


def _put(times: dict[int, int]) -> None:
    with _opened() as file:
        file.executemany(_ADD, times.items())


def _take() -> dict[int, int]:
    with _opened() as file:
        return dict(file.execute("DELETE FROM views RETURNING topic, times"))


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """Yield the file, in a transaction that ends with the block."""
    path = Path(settings.DATA_DIR) / "topic-views.sqlite3"
    file = sqlite3.connect(path, timeout=_PATIENCE_SECONDS)
    try:
        # A count that a power cut takes is no loss; waiting for the disk would be.
        file.execute("PRAGMA journal_mode = MEMORY")
        file.execute("PRAGMA synchronous = OFF")
        with file:
            file.execute(_TABLE)
            yield file
    except sqlite3.OperationalError:
        # Busy, or no room on the disk: sound all the same.
        raise
    except sqlite3.DatabaseError:
        # Damaged: begun anew with the next view.
        path.unlink(missing_ok=True)
        raise
    finally:
        file.close()


def _say(what: str, error: Exception) -> None:
    logger.warning(
        what, extra={"event": "forum.views.dropped", "reason": type(error).__name__}
    )
