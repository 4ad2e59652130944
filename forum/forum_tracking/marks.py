"""How far a member has read in a topic: up to the newest post they were shown.

A mark is a moment: of one topic, or of a whole board where nothing on it is unread. The
later of the two counts. What waits beside the database (see `waiting`) counts as if it
were in it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import waiting
from forum.forum_tracking.laying_over import WaitingMark, not_read_while_waiting
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack

_KINDS = ("topic", "board", "waiting")


def with_marks(topics: QuerySet[Topic], user: Any) -> QuerySet[Topic]:
    """Load with each topic how far `user` has read; see `mark_of`. No query of its own."""
    if not user.is_authenticated:
        return topics
    return with_kept_marks(topics, user.pk).annotate(
        waiting_mark=WaitingMark(waiting.of(user))
    )


def with_kept_marks(topics: QuerySet[Topic], member: int) -> QuerySet[Topic]:
    """Load with each topic how far the member has read, but for the marks that wait."""
    of_topic = TopicReadTrack.objects.filter(user=member, topic=OuterRef("pk"))
    of_board = ForumReadTrack.objects.filter(user=member, forum=OuterRef("forum"))
    return topics.annotate(
        topic_mark=Subquery(of_topic.values("mark_time")[:1]),
        board_mark=Subquery(of_board.values("mark_time")[:1]),
    )


def lay_waiting_over(topic: Topic, user: Any) -> None:
    """Complete a topic of `with_kept_marks` by what waits."""
    topic.waiting_mark = waiting.of(user).get(topic.pk)


def mark_of(topic: Topic) -> datetime | None:
    """Return up to when the topic, loaded with its marks, has been read."""
    marks = (getattr(topic, f"{kind}_mark", None) for kind in _KINDS)
    return max((mark for mark in marks if mark is not None), default=None)


def is_unread(topic: Topic) -> bool:
    """Say whether a topic, loaded with its marks, holds something new."""
    return _is_later(topic, mark_of(topic))


def _is_later(topic: Topic, mark: datetime | None) -> bool:
    return mark is None or mark < (topic.last_post_on or topic.created)


def unread_by(topics: QuerySet[Topic], user: Any) -> QuerySet[Topic]:
    """Return those of `topics` with a post that `user` has not been shown."""
    topics = topics.filter(~_read_in_topic(user), ~_read_on_board(user))
    if kept := waiting.of(user):
        topics = topics.alias(waiting=WaitingMark(kept))
        topics = topics.filter(not_read_while_waiting(kept))
    return topics.exclude(last_post_on=None)


def _read_in_topic(user: Any) -> Exists:
    return Exists(
        TopicReadTrack.objects.filter(
            user=user, topic=OuterRef("pk"), mark_time__gte=OuterRef("last_post_on")
        )
    )


def _read_on_board(user: Any) -> Exists:
    return Exists(
        ForumReadTrack.objects.filter(
            user=user, forum=OuterRef("forum"), mark_time__gte=OuterRef("last_post_on")
        )
    )


def unread_among(topics: Collection[Topic], user: Any) -> list[Topic]:
    """Return the unread ones of topics that are loaded already.

    One query for all of them, or none where `with_marks` loaded their marks.
    """
    if not user.is_authenticated or not topics:
        return []
    if all(hasattr(topic, "topic_mark") for topic in topics):
        return [topic for topic in topics if is_unread(topic)]
    known = Topic.objects.filter(pk__in=[topic.pk for topic in topics]).only("pk")
    marks = {topic.pk: mark_of(topic) for topic in with_marks(known, user)}
    return [topic for topic in topics if _is_later(topic, marks.get(topic.pk))]


def boards_seen(
    boards: Iterable[Forum], seen: Mapping[int, datetime | None], user: Any
) -> dict[int, datetime | None]:
    """Return `seen`, the marks of boards, with what waits laid over them.

    A board on which everything is read only as far as waiting marks go counts as seen.
    One query, where something waits and a board has news.
    """
    kept, laid_over = waiting.of(user), dict(seen)
    latest = {board.pk: board.last_post_on for board in boards if board.last_post_on}
    latest = {
        pk: moment
        for pk, moment in latest.items()
        if laid_over.get(pk) is None or laid_over[pk] < moment
    }
    if not (kept and latest):
        return laid_over
    on_board = Topic.objects.filter(forum=OuterRef("pk"), approved=True)
    read = Forum.objects.filter(
        Exists(on_board.filter(pk__in=list(kept))),
        ~Exists(unread_by(on_board, user)),
        pk__in=latest,
    )
    return laid_over | {pk: latest[pk] for pk in read.values_list("pk", flat=True)}


def unread_boards(boards: Iterable[Forum], seen: Mapping[int, datetime | None]) -> list:
    """Return the boards with a post later than `seen` of them, and those above."""
    by_key = {board.pk: board for board in boards}
    unread: set[int] = set()
    for board in by_key.values():
        mark = seen.get(board.pk)
        if board.last_post_on and (mark is None or mark < board.last_post_on):
            unread |= _with_those_above(board, by_key)
    return [by_key[pk] for pk in unread]


def _with_those_above(board: Forum | None, by_key: dict[int, Forum]) -> set[int]:
    found = set()
    while board is not None:
        found.add(board.pk)
        board = by_key.get(board.parent_id)
    return found


def first_unread(topic: Topic, user: Any) -> Post | None:
    """Return the first post of others that `user` has not been shown."""
    posts = topic.posts.filter(approved=True).exclude(poster=user.pk)
    mark = mark_of(topic)
    if mark is not None:
        posts = posts.filter(created__gt=mark)
    return posts.order_by("created", "pk").first()


def first_unread_among(posts: Sequence[Post], topic: Topic, user: Any) -> Post | None:
    """Return the first of the posts on a page that is new to whoever read before.

    To somebody who reads the topic for the first time nothing in it is newer than the
    rest.
    """
    mark = mark_of(topic)
    if mark is None:
        return None
    unread = (
        post for post in posts if post.created > mark and post.poster_id != user.pk
    )
    found = next(unread, None)
    return None if found is None or found.pk == topic.first_post_id else found
