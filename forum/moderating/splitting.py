"""Splitting a topic in two, and making one of two: nobody is told of a message twice."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking.carrying import carry_over
from forum.moderating.belongings import copy_reading, hand_over
from forum.moderating.holding import hold_boards, hold_topics
from forum.moderating.log import Kind, note_topic
from forum.moderating.topics import Gone, held, leave_address


class CannotSplit(ValueError):
    """The posts that were chosen cannot become a topic; says why."""


class CannotMerge(ValueError):
    """The two topics cannot become one; says why."""


@transaction.atomic
def split(
    *,
    topic: Topic,
    posts: Iterable[int],
    subject: str,
    board: Forum,
    moderator: Any,
    reason: str = "",
) -> Topic:
    """Make a topic of its own of some replies. Raises CannotSplit, Gone.

    Links to the replies in their old place lead to the new one.
    """
    topic = held(topic)
    carry_over(topics=[topic.pk])
    boards = hold_boards([topic.forum_id, board.pk])
    chosen = _chosen(topic, set(posts))
    new = _made_of(chosen, subject, boards[board.pk])
    copy_reading(topic, new)
    topic.forum = boards[topic.forum_id]
    topic.update_trackers()
    note_topic(
        Kind.SPLIT,
        actor=moderator,
        topic=topic,
        to_board=new.forum,
        post_number=chosen[0].pk,
        reason=reason,
    )
    return Topic.objects.select_related("forum").get(pk=new.pk)


def _made_of(chosen: list[Post], subject: str, board: Forum) -> Topic:
    """Make a topic of posts of another one; the earliest opens it."""
    new = Topic.objects.create(
        forum=board,
        poster_id=chosen[0].poster_id,
        subject=subject,
        type=Topic.TOPIC_POST,
        status=Topic.TOPIC_UNLOCKED,
        approved=True,
    )
    # Not saved one by one: that would look like writing them, and tell of it.
    Post.objects.filter(pk__in=[post.pk for post in chosen]).update(
        topic=new, subject=f"Re: {subject}"[:255]
    )
    _open_with(chosen[0].pk, subject)
    new.update_trackers()
    Topic.objects.filter(pk=new.pk).update(created=chosen[0].created)
    return new


def _chosen(topic: Topic, numbers: set[int]) -> list[Post]:
    posts = topic.posts.filter(approved=True, pk__in=numbers)
    chosen = list(posts.select_for_update(of=("self",)).order_by("pk"))
    if not chosen:
        raise CannotSplit("Please choose the messages that are to leave.")
    if topic.first_post_id in numbers:
        raise CannotSplit("The message that opens the topic stays: choose replies.")
    if len(chosen) != len(numbers):
        raise CannotSplit(
            "Some of the messages are not here any more. Please choose again."
        )
    return sorted(chosen, key=lambda post: (post.created, post.pk))


def _open_with(post: int, subject: str) -> None:
    """Let the post open the topic: later edits of it change the topic's subject."""
    Post.objects.filter(pk=post).update(subject=subject)


@transaction.atomic
def merge(*, source: Topic, target: Topic, moderator: Any, reason: str = "") -> Topic:
    """Put everything of `source` into `target`, in order of time. Raises CannotMerge, Gone.

    The older of the two opening posts opens the whole, under the target's subject.
    """
    source, target = _held_both(source, target)
    _refuse_odd(source, target)
    carry_over(topics=[source.pk, target.pk])
    note_topic(
        Kind.MERGE,
        actor=moderator,
        topic=source,
        to_board=target.forum,
        # Never its subject: not everybody who reads this line may read the target.
        post_number=target.first_post_id,
        reason=reason.strip(),
    )
    source.posts.update(topic=target)
    hand_over(source, target)
    _open_with_the_oldest(target)
    leave_address(board=source.forum, number=source.pk, topic=target)
    Topic.objects.get(pk=source.pk).delete()
    target.update_trackers()
    return Topic.objects.select_related("forum").get(pk=target.pk)


def _held_both(source: Topic, target: Topic) -> tuple[Topic, Topic]:
    topics = hold_topics([source.pk, target.pk])
    for one in (source, target):
        if one.pk not in topics or topics[one.pk].forum_id != one.forum_id:
            raise Gone
    source, target = topics[source.pk], topics[target.pk]
    boards = hold_boards([source.forum_id, target.forum_id])
    source.forum, target.forum = boards[source.forum_id], boards[target.forum_id]
    return source, target


def _open_with_the_oldest(topic: Topic) -> None:
    approved = topic.posts.filter(approved=True)
    opener = approved.order_by("created", "pk").first()
    if opener.pk == topic.first_post_id:
        return
    replies_now = Post.objects.filter(pk=topic.first_post_id)
    replies_now.update(subject=f"Re: {topic.subject}"[:255])
    Topic.objects.filter(pk=topic.pk).update(poster=opener.poster_id)
    topic.poster_id, topic.first_post_id = opener.poster_id, opener.pk
    _open_with(opener.pk, topic.subject)


def _refuse_odd(source: Topic, target: Topic) -> None:
    if source.pk == target.pk:
        raise CannotMerge("This is the same topic. Please choose another one.")
    if not (source.approved and target.approved):
        raise CannotMerge("One of the topics waits for approval. Please decide first.")
    if hasattr(source, "poll") and hasattr(target, "poll"):
        raise CannotMerge(
            "Both topics have a poll, and a topic can only have one. "
            "Lock one of them instead, and link to the other."
        )
