"""Noting what moderators do, and reading what was noted."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from forum.adapter.reporting import boards_moderated_by
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.moderating.models import Act
from forum.moderating.standing import keeps_order

Kind = Act.Kind
#: Acts that leave nothing to go to.
_NOTHING_LEFT = frozenset({Kind.DECLINE, Kind.REMOVE, Kind.DELETE})
#: What people are told about their own words, and about themselves.
TOLD = frozenset({Kind.DECLINE, Kind.REMOVE, Kind.WARN, Kind.SUSPEND, Kind.LIFT})


def note_topic(kind: Act.Kind, *, actor: Any, topic: Topic, **more: Any) -> Act:
    """Note that something was done with a topic. Called in its transaction."""
    return Act.objects.create(
        kind=kind,
        actor=actor,
        **{
            "person_id": topic.poster_id,
            "board_id": topic.forum_id,
            "topic_number": topic.pk,
            "subject": topic.subject,
            **more,
        },
    )


def note_post(kind: Act.Kind, *, actor: Any, post: Post, **more: Any) -> Act:
    """Note that something was done with a post. Called in its transaction."""
    act = post_act(kind, actor=actor, post=post, **more)
    act.save()
    return act


def post_act(kind: Act.Kind, *, actor: Any, post: Post, **more: Any) -> Act:
    """Return the line about a post, not written yet: many are written at once."""
    return Act(
        kind=kind,
        actor=actor,
        person_id=post.poster_id,
        board_id=post.topic.forum_id,
        topic_number=post.topic_id,
        post_number=post.pk,
        subject=post.topic.subject,
        **more,
    )


def note_person(kind: Act.Kind, *, actor: Any, person: Any, reason: str) -> Act:
    """Note that something was done about a member. Called in its transaction."""
    return Act.objects.create(kind=kind, actor=actor, person=person, reason=reason)


def acts_for(user: Any, request: Any = None) -> QuerySet[Act]:
    """Return the acts that `user` may read of: those on the boards they look after.

    What was done about members is for those who keep order on every board; that
    somebody's message was reported, for everybody else.
    """
    boards = [board.pk for board in boards_moderated_by(user, request)]
    seen = Q(board__in=boards)
    if keeps_order(user, request):
        seen |= Q(board=None)
    acts = Act.objects.filter(seen).exclude(kind=Kind.RESOLVE, person=user.pk)
    return acts.select_related("actor", "person__profile", "board", "to_board")


def prepare(acts: Iterable[Act], boards: Iterable[Forum]) -> None:
    """Set what a line shows: where it happened, and where that leads.

    `boards` are those that the asker looks after: another one is not named to them.
    """
    named = {board.pk for board in boards}
    for one in acts:
        one.shown_to_board = one.to_board if one.to_board_id in named else None
        there = one.board_id and one.topic_number and one.kind not in _NOTHING_LEFT
        one.url = _topic_url(one) if there else ""


def _topic_url(one: Act) -> str:
    # The topic's page knows its name and where it has moved to since.
    return reverse(
        "forum_conversation:topic",
        args=[one.board.slug, one.board_id, "topic", one.topic_number],
    )


def forget_old_words() -> int:
    """Take the words of messages removed long ago out of the log; return how many."""
    kept = timedelta(days=settings.KEEP_REMOVED_WORDS_DAYS)
    old = Act.objects.filter(made_at__lt=timezone.now() - kept).exclude(words="")
    return old.forget_words()
