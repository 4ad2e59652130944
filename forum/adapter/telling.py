"""Telling people of messages: of each once, when it first appears, in one way.

Who is named is told of that; who takes part in the discussion, of a reply; who follows
what holds it, of something new. Nobody is told twice of one message. Who chose something
for this very discussion hears of it as they chose, and of no replies besides.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from forum.adapter.letters import (
    FOLLOWING,
    MENTIONS,
    REPLIES,
    said_as,
    title_of,
    words_of,
)
from forum.adapter.mentions import named_in
from forum.adapter.models import Told
from forum.adapter.post_names import about, number_in
from forum.adapter.visibility import board_key
from forum.answers.completion import acting_for
from forum.following import reach
from forum.forum_conversation.models import Post
from forum.forum_permission.handler import PermissionHandler
from hub.accounts.models import User
from hub.members.models import Block
from hub.notify import kinds
from hub.notify.actions import tell
from hub.notify.choosing import ways_of

#: All that tells of messages.
KINDS = (MENTIONS, REPLIES, FOLLOWING)


def keys_of(posts: Iterable[str]) -> Mapping[str, str | None]:
    """Return the visibility key of each post now; None for what is gone or waits."""
    named = {one: number_in(one) for one in posts}
    rows = Post.objects.filter(
        pk__in=[pk for pk in named.values() if pk], approved=True, topic__approved=True
    )
    boards = dict(rows.values_list("pk", "topic__forum"))
    return {
        one: board_key(boards[pk]) if pk in boards else None
        for one, pk in named.items()
    }


def register_kinds() -> None:
    """Let people be told of replies and mentions."""
    kinds.register(
        kinds.Kind(
            key=REPLIES,
            label="Replies",
            explanation="Somebody replied in a discussion that you began or wrote in.",
            default=kinds.Way.AT_ONCE,
            visibility_of=keys_of,
            ways_about=reach.ways_of_replies,
            in_mail=partial(said_as, REPLIES),
        )
    )
    kinds.register(
        kinds.Kind(
            key=MENTIONS,
            label="Mentions",
            explanation="Somebody named you in a discussion.",
            default=kinds.Way.AT_ONCE,
            visibility_of=keys_of,
            in_mail=partial(said_as, MENTIONS),
        )
    )


def tell_of_posts(posts: Iterable[int]) -> None:
    """Tell of those among the posts, by number, that appear now."""
    found = Post.objects.filter(
        pk__in=list(posts), approved=True, topic__approved=True, poster__isnull=False
    )
    for post in found.select_related("topic__forum", "poster").order_by("pk"):
        tell_of_post(post)


def tell_of_post(post: Post) -> None:
    """Tell of an approved post, and never again: not when it is edited.

    Called in the transaction that saves the post, once all of it is there.
    """
    if not Told.objects.get_or_create(post=post)[1]:
        return
    told: set[int] = set()
    for kind, people in (
        (MENTIONS, _mentioned(post)),
        (REPLIES, _in_discussion(post)),
        (FOLLOWING, _followers(post)),
    ):
        some = _wanting(kind, [one for one in people if one.pk not in told])
        told.update(one.pk for one in some)
        _tell(kind, post, some)


def _wanting(kind: str, people: list[User]) -> list[User]:
    """Leave out those who want nothing of this kind: another may tell them."""
    ways = ways_of((one.pk for one in people), kind) if people else {}
    return [one for one in people if ways[one.pk] != kinds.Way.NONE]


def _tell(kind: str, post: Post, people: list[User]) -> None:
    if not people:
        return
    board = post.topic.forum
    public = PermissionHandler().can_read_forum(board, AnonymousUser())
    tell(
        kind=kind,
        people=people,
        about=about(post),
        title=title_of(post, kind, whole=public),
        # What is written on a members' board stays there.
        text=words_of(post) if public else "",
        url=post.get_absolute_url(),
        visibility=board_key(board.pk),
    )


def _mentioned(post: Post) -> Iterable[User]:
    slugs = named_in(post.content.raw)
    if not slugs:
        return []
    named = Q(profile__slug__in=slugs) | Q(pk__in=acting_for(slugs))
    return _others(post).filter(named)


def _in_discussion(post: Post) -> QuerySet[User]:
    # By date: what was approved late comes after what was written meanwhile.
    before = Q(created__lt=post.created) | Q(created=post.created, pk__lt=post.pk)
    earlier = Post.objects.filter(before, topic=post.topic_id, approved=True)
    began = Q(pk=post.topic.poster_id)
    wrote = Q(pk__in=earlier.exclude(poster=None).values("poster"))
    chose = Q(pk__in=reach.who_chose_for(post.topic_id))
    return _others(post).filter(began | wrote).exclude(chose)


def _followers(post: Post) -> QuerySet[User]:
    return _others(post).filter(pk__in=reach.followers_of(post))


def _others(post: Post) -> Any:
    """Return the members who are there, but the author and those who block them."""
    block = Block.objects.filter(blocked=post.poster_id).values("blocker")
    return User.objects.filter(
        is_active=True, approved_at__isnull=False, erased_at__isnull=True
    ).exclude(Q(pk=post.poster_id) | Q(pk__in=block))
