"""Marks that wait: made by reading, beside the content, until they are carried over.

Reading a topic writes nothing to the content database. What a mark is: see `marks`. One
that cannot be noted is logged and lost, and the topic is new once more; none moves back.
"""

import logging
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from forum.adapter.beside import opened

logger = logging.getLogger(__name__)

#: So many of a member's marks are laid over what the database says, the latest. The
#: others wait to be carried over.
LAID_OVER = 200

_FILE = "read-marks.sqlite3"
_TABLE = """
    CREATE TABLE IF NOT EXISTS marks (
        member INTEGER, topic INTEGER, moment INTEGER, PRIMARY KEY (member, topic)
    ) WITHOUT ROWID
"""
_NOTE = """
    INSERT INTO marks (member, topic, moment) VALUES (?, ?, ?)
    ON CONFLICT (member, topic) DO UPDATE SET moment = max(moment, excluded.moment)
"""
_OF_MEMBER = """
    SELECT topic, moment FROM marks WHERE member = ? ORDER BY moment DESC LIMIT ?
"""
_ALL = """
    SELECT member, topic, moment FROM marks
    WHERE (:member IS NULL OR member = :member) ORDER BY member, topic
"""
# One that moved on meanwhile stays.
_DROP = "DELETE FROM marks WHERE member = ? AND topic = ? AND moment <= ?"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNIT = timedelta(microseconds=1)


class Mark(NamedTuple):
    """How far somebody has read in a topic; both by their numbers."""

    member: int
    topic: int
    moment: datetime


def note(mark: Mark) -> None:
    """Let the mark wait, in place of an older one."""
    try:
        with opened(_FILE, _TABLE) as file:
            file.execute(_NOTE, _as_kept(mark))
    except (sqlite3.Error, OSError) as error:
        _say("A mark was not noted", error)


def of(user: Any) -> dict[int, datetime]:
    """Return the latest waiting marks of `user` by the numbers of topics."""
    try:
        with opened(_FILE, _TABLE) as file:
            rows = file.execute(_OF_MEMBER, (user.pk, LAID_OVER)).fetchall()
    except (sqlite3.Error, OSError) as error:
        _say("Waiting marks were not found", error)
        return {}
    return {topic: _moment(kept) for topic, kept in rows}


def found(*, user: Any = None, topics: Iterable[int] | None = None) -> list[Mark]:
    """Return what waits: all of it, that of `user`, or that of these topics."""
    wanted = None if topics is None else set(topics)
    try:
        with opened(_FILE, _TABLE) as file:
            rows = file.execute(_ALL, {"member": user and user.pk}).fetchall()
    except (sqlite3.Error, OSError) as error:
        _say("Waiting marks were not found", error)
        return []
    return [
        Mark(member, topic, _moment(kept))
        for member, topic, kept in rows
        if wanted is None or topic in wanted
    ]


def drop(marks: Iterable[Mark]) -> None:
    """Forget marks that were carried over."""
    try:
        with opened(_FILE, _TABLE) as file:
            file.executemany(_DROP, map(_as_kept, marks))
    except (sqlite3.Error, OSError) as error:
        # Carried over once more the next time, which changes nothing.
        _say("Marks were not dropped", error)


def forget(user: Any) -> None:
    """Keep nothing of what `user` has read; raises sqlite3.Error when that cannot be."""
    with opened(_FILE, _TABLE) as file:
        file.execute("DELETE FROM marks WHERE member = ?", (user.pk,))


def _as_kept(mark: Mark) -> tuple[int, int, int]:
    # Whole microseconds: a mark is compared with the moment of a post.
    return mark.member, mark.topic, (mark.moment - _EPOCH) // _UNIT


def _moment(kept: int) -> datetime:
    return _EPOCH + kept * _UNIT


def _say(what: str, error: Exception) -> None:
    logger.warning(
        what, extra={"event": "forum.marks.dropped", "reason": type(error).__name__}
    )
