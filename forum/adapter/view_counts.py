"""How often topics are read: counted beside the content, and added to it by a timer.

Reading a topic writes nothing to the content database. The counts wait in an SQLite file
of their own, whose lock nobody waits for; a count that fails is logged and dropped. They
hold numbers of topics and nothing of who reads.
"""

import logging
import re
import sqlite3

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest

from forum.adapter.beside import opened
from forum.forum_conversation.models import Topic

logger = logging.getLogger(__name__)

_ROBOT = re.compile(r"bot\b|crawl|spider|slurp|monitor|preview", re.IGNORECASE)
_FILE = "topic-views.sqlite3"
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
    with opened(_FILE, _TABLE) as file:
        file.executemany(_ADD, times.items())


def _take() -> dict[int, int]:
    with opened(_FILE, _TABLE) as file:
        return dict(file.execute("DELETE FROM views RETURNING topic, times"))


def _say(what: str, error: Exception) -> None:
    logger.warning(
        what, extra={"event": "forum.views.dropped", "reason": type(error).__name__}
    )
