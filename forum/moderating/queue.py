"""Deciding about posts that wait: one or several at once, wholly or not at all."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from forum.adapter.models import Told
from forum.adapter.telling import tell_of_posts
from forum.forum_conversation.models import Post, Topic
from forum.moderating.holding import hold_posts
from forum.moderating.log import Kind, note_post
from forum.moderating.telling import tell_of_act
from hub.core.db.before_commit import before_commit
from hub.members.models import Profile


@transaction.atomic
def approve(*, posts: Iterable[int], moderator: Any, boards: Iterable[int]) -> int:
    """Let posts that wait on `boards` appear; return how many there were.

    One that somebody else has decided about meanwhile is left alone. What appears for the
    first time is dated now: it is new to whoever has read on meanwhile.
    """
    waiting = _held(posts, boards)
    told = Told.objects.filter(post__in=waiting).values_list("post", flat=True)
    shown_before = set(told)
    for post in waiting:
        post.approved = True
        is_opener = post.topic.first_post_id == post.pk
        if post.pk not in shown_before:
            _date_now(post, is_opener)
        if is_opener:
            _show_replies(post.topic)
        post.save()
        note_post(Kind.APPROVE, actor=moderator, post=post)
    return len(waiting)


@transaction.atomic
def decline(
    *, posts: Iterable[int], moderator: Any, boards: Iterable[int], reason: str
) -> int:
    """Turn down posts that wait on `boards`: they go, and their authors are told why.

    Return how many there were. The words are kept for a while, for the author to write
    again and for other moderators to see.
    """
    waiting = _held(posts, boards)
    for post in waiting:
        act = note_post(
            Kind.DECLINE,
            actor=moderator,
            post=post,
            reason=reason,
            words=post.content.raw,
        )
        tell_of_act(act, f"Your message was not posted: {post.topic.subject}")
        post.delete()
    return len(waiting)


def _date_now(post: Post, is_opener: bool) -> None:
    post.created = timezone.now()
    if is_opener:
        Topic.objects.filter(pk=post.topic_id).update(created=post.created)


def _show_replies(topic: Topic) -> None:
    """Let moderators' replies appear with what they reply to, and tell of them now."""
    replies = topic.posts.filter(approved=True, told=None)
    before_commit(tell_of_posts, list(replies.values_list("pk", flat=True)))
    replies.update(created=timezone.now())


def _held(posts: Iterable[int], boards: Iterable[int]) -> list[Post]:
    boards = set(boards)
    return [
        post
        for post in hold_posts(posts)
        if not post.approved and post.topic.forum_id in boards
    ]


def shown_to_reader(posts: QuerySet[Post], reader: int | None) -> QuerySet[Post]:
    """Keep the posts of a topic that a member of that key, or a visitor, is shown.

    What waits is shown to its author, who sees that it waits.
    """
    shown = Q(approved=True)
    if reader is not None:
        shown |= Q(poster=reader)
    return posts.filter(shown)


def shown_to_moderator(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Keep all posts of a topic: moderators see what they are to read.

    They are led to what they see of members whom nobody else is shown.
    """
    own = Profile.objects.filter(user=OuterRef("poster"))
    return posts.annotate(profile_slug=Subquery(own.values("slug")[:1]))


def with_waiting(topics: QuerySet[Topic], member: int) -> QuerySet[Topic]:
    """Count with each topic what waits in it, and what of that is this member's own."""
    waiting = Post.objects.filter(topic=OuterRef("pk"), approved=False).order_by()
    return topics.annotate(
        waiting_count=_number_of(waiting),
        own_waiting_count=_number_of(waiting.filter(poster=member)),
    )


def number_waiting(topic: Topic, moderates: bool) -> int:
    """Return how many posts of a topic of `with_waiting` are shown beside the approved."""
    if moderates:
        return getattr(topic, "waiting_count", 0)
    return getattr(topic, "own_waiting_count", 0)


def _number_of(posts: QuerySet[Post]) -> Coalesce:
    counted = posts.values("topic").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
