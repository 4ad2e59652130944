"""Carrying waiting marks over into the database: before a member writes, and by a timer."""

import logging
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import DatabaseError, transaction

from forum.forum_conversation.models import Topic
from forum.forum_tracking import marks, waiting
from forum.forum_tracking.actions import advance_topic, settle_board
from forum.forum_tracking.waiting import Mark
from hub.accounts.models import User

logger = logging.getLogger(__name__)


def carry_over(*, user: Any = None, topics: Iterable[int] | None = None) -> int:
    """Carry over what waits, or of it what is of `user` or `topics`; return how many wait on.

    Safe to stop, to repeat and to run twice at once: a mark is dropped when it is in the
    database, and never moves back. No query where nothing waits.
    """
    left = 0
    kept = waiting.found(user=user, topics=topics)
    for member, group in groupby(kept, key=attrgetter("member")):
        of_member = list(group)
        try:
            with transaction.atomic():
                _carry(member, of_member)
                transaction.on_commit(partial(waiting.drop, of_member))
        except DatabaseError as error:
            # They are laid over what the database says until the next time.
            left += len(of_member)
            logger.warning(
                "Marks wait on",
                extra={"event": "forum.marks.wait", "reason": type(error).__name__},
            )
    return left


def _carry(member: int, kept: list[Mark]) -> None:
    """Write the marks of one member; those of topics that are gone are left out."""
    # Another machine may hold marks of somebody who was erased since.
    user = User.objects.filter(pk=member, erased_at=None).first()
    if user is None:
        return
    moments = {mark.topic: mark.moment for mark in kept}
    topics = Topic.objects.filter(pk__in=moments).select_related("forum")
    boards = {}
    # In one order, so that two runs cannot wait for each other.
    for topic in marks.with_marks(topics, user).order_by("pk"):
        if advance_topic(topic=topic, user=user, moment=moments[topic.pk]):
            boards[topic.forum_id] = topic.forum
    for pk in sorted(boards):
        settle_board(board=boards[pk], user=user)
