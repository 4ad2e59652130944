"""How far a member has read in a topic: up to the newest post they were shown.

A mark is a moment: of one topic, or of a whole board where nothing on it is unread. The
later of the two counts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack


def with_marks(topics: QuerySet[Topic], user: Any) -> QuerySet[Topic]:
    """Load with each topic how far `user` has read; see `mark_of`. No query of its own."""
    if not user.is_authenticated:
        return topics
    of_topic = TopicReadTrack.objects.filter(user=user, topic=OuterRef("pk"))
    of_board = ForumReadTrack.objects.filter(user=user, forum=OuterRef("forum"))
    return topics.annotate(
        topic_mark=Subquery(of_topic.values("mark_time")[:1]),
        board_mark=Subquery(of_board.values("mark_time")[:1]),
    )


def mark_of(topic: Topic) -> datetime | None:
    """Return up to when the topic, loaded with its marks, has been read."""
    marks = (getattr(topic, "topic_mark", None), getattr(topic, "board_mark", None))
    return max((mark for mark in marks if mark is not None), default=None)


def is_unread(topic: Topic) -> bool:
    """Say whether a topic, loaded with its marks, holds something new."""
    mark = mark_of(topic)
    return mark is None or mark < (topic.last_post_on or topic.created)


def unread_by(topics: QuerySet[Topic], user: Any) -> QuerySet[Topic]:
    """Return those of `topics` with a post that `user` has not been shown."""
    return topics.filter(~_read_in_topic(user), ~_read_on_board(user)).exclude(
        last_post_on=None
    )


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

    Two queries for all of them, or none where `with_marks` loaded their marks.
    """
    if not user.is_authenticated or not topics:
        return []
    if all(hasattr(topic, "topic_mark") for topic in topics):
        return [topic for topic in topics if is_unread(topic)]
    of_topics = dict(
        TopicReadTrack.objects.filter(user=user, topic__in=topics).values_list(
            "topic_id", "mark_time"
        )
    )
    of_boards = dict(
        ForumReadTrack.objects.filter(
            user=user, forum__in={topic.forum_id for topic in topics}
        ).values_list("forum_id", "mark_time")
    )
    unread = []
    for topic in topics:
        marks = (of_topics.get(topic.pk), of_boards.get(topic.forum_id))
        latest = topic.last_post_on or topic.created
        if not any(mark is not None and mark >= latest for mark in marks):
            unread.append(topic)
    return unread


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
