"""What moderators do with a whole topic: each act is noted where it happens."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_permission.handler import PermissionHandler
from forum.moderating.holding import hold_boards, hold_topics
from forum.moderating.log import Kind, note_post, note_topic
from forum.moderating.models import Act, Closing, FormerPlace
from forum.moderating.telling import tell_of_act

#: Between the messages of one person in the words that are kept.
BETWEEN = "\n\n———\n\n"


class Gone(Exception):
    """The topic went away, or to another board, before this could be done."""


def held(topic: Topic) -> Topic:
    """Hold the topic as it is now. Raises Gone."""
    found = hold_topics([topic.pk]).get(topic.pk)
    if found is None or found.forum_id != topic.forum_id:
        raise Gone
    return found


@transaction.atomic
def lock(*, topic: Topic, moderator: Any, sentence: str = "") -> None:
    """Close the topic to replies, with a sentence that its readers see."""
    topic = held(topic)
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_LOCKED)
    Closing.objects.filter(topic=topic).delete()
    if sentence:
        Closing.objects.create(topic=topic, sentence=sentence)
    note_topic(Kind.LOCK, actor=moderator, topic=topic, reason=sentence)


@transaction.atomic
def unlock(*, topic: Topic, moderator: Any) -> None:
    """Open the topic to replies again."""
    topic = held(topic)
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_UNLOCKED)
    Closing.objects.filter(topic=topic).delete()
    note_topic(Kind.UNLOCK, actor=moderator, topic=topic)


@transaction.atomic
def pin(*, topic: Topic, moderator: Any, pinned: bool = True) -> None:
    """Keep the topic at the top of its board, or let it take its place by date."""
    topic = held(topic)
    place = Topic.TOPIC_STICKY if pinned else Topic.TOPIC_POST
    Topic.objects.filter(pk=topic.pk).update(type=place)
    note_topic(Kind.PIN if pinned else Kind.UNPIN, actor=moderator, topic=topic)


@transaction.atomic
def move(*, topic: Topic, board: Forum, moderator: Any, reason: str = "") -> Topic:
    """Take the topic to another board; its old address leads there from now on."""
    topic = held(topic)
    boards = hold_boards([topic.forum_id, board.pk])
    old, new = boards[topic.forum_id], boards[board.pk]
    note_topic(
        Kind.MOVE, actor=moderator, topic=topic, to_board=new, reason=reason.strip()
    )
    topic.forum = new
    topic.save()
    FormerPlace.objects.filter(board=new, number=topic.pk).delete()
    leave_address(board=old, number=topic.pk, topic=topic)
    return topic


def leave_address(*, board: Forum, number: int, topic: Topic) -> None:
    """Let the address that a topic had on `board` lead to `topic`."""
    FormerPlace.objects.update_or_create(
        board=board,
        number=number,
        defaults={
            "topic": topic,
            "was_public": PermissionHandler().can_read_forum(board, AnonymousUser()),
        },
    )


@transaction.atomic
def delete(*, topic: Topic, moderator: Any, reason: str = "") -> None:
    """Delete the topic with all its posts; each author is told, and keeps the words."""
    topic = held(topic)
    hold_boards([topic.forum_id])
    note_topic(Kind.DELETE, actor=moderator, topic=topic, reason=reason)
    by_author = defaultdict(list)
    for post in topic.posts.select_related("poster").order_by("created", "pk"):
        post.topic = topic
        by_author[post.poster_id].append(post)
    for posts in by_author.values():
        _removed(posts, moderator, reason)
    topic.delete()


@transaction.atomic
def remove_post(*, post: Post, moderator: Any, reason: str = "") -> None:
    """Delete somebody's post; its author is told. The topic is held by the caller."""
    _removed([post], moderator, reason)
    post.delete()


def _removed(posts: list[Post], moderator: Any, reason: str) -> Act:
    """Note that posts of one person are removed, with their words, and tell them."""
    act = note_post(
        Kind.REMOVE,
        actor=moderator,
        post=posts[0],
        reason=reason,
        words=BETWEEN.join(post.content.raw for post in posts),
    )
    if posts[0].poster_id != moderator.pk:
        many = "s were" if len(posts) > 1 else " was"
        subject = posts[0].topic.subject
        tell_of_act(act, f"Your message{many} removed by a moderator: {subject}")
    return act
