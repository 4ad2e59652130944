"""Telling people of replies and mentions: of each post once, when it first appears."""

from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.html import strip_tags

from forum.adapter.mentions import named_in
from forum.adapter.models import Told
from forum.adapter.visibility import board_key
from forum.forum_conversation.models import Post
from forum.forum_permission.handler import PermissionHandler
from hub.accounts.models import User
from hub.core.visibility import holders_of
from hub.members.models import Block
from hub.notify import kinds
from hub.notify.actions import tell

REPLIES = "replies"
MENTIONS = "mentions"
_ABOUT = "forum.post:"


def about(post: Post) -> str:
    """Return how notifications name a post."""
    return f"{_ABOUT}{post.pk}"


def keys_of(posts: Iterable[str]) -> Mapping[str, str | None]:
    """Return the visibility key of each post now; None for what is gone or waits."""
    named = {one: _number(one) for one in posts}
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
        )
    )
    kinds.register(
        kinds.Kind(
            key=MENTIONS,
            label="Mentions",
            explanation="Somebody named you in a discussion.",
            default=kinds.Way.AT_ONCE,
            visibility_of=keys_of,
        )
    )


def tell_of_post(post: Post) -> None:
    """Tell of `post` once it is approved, and never again: not when it is edited.

    Called in the transaction that saves the post.
    """
    if not (post.approved and post.poster_id):
        return
    if not Told.objects.get_or_create(post=post)[1]:
        return
    mentioned = _mentioned(post)
    replied_to = [one for one in _in_discussion(post) if one not in mentioned]
    _tell(MENTIONS, post, mentioned)
    _tell(REPLIES, post, replied_to)


def _tell(kind: str, post: Post, people: list[User]) -> None:
    topic = post.topic
    people = holders_of(board_key(topic.forum_id), people)
    if not people:
        return
    public = PermissionHandler().can_read_forum(topic.forum, AnonymousUser())
    where = f"in “{topic.subject}”" if public else f"on the board {topic.forum.name}"
    did = "named you" if kind == MENTIONS else "replied"
    # What is written on a members' board stays on the site.
    words = " ".join(strip_tags(post.content.rendered or "").split()) if public else ""
    tell(
        kind=kind,
        people=people,
        about=about(post),
        title=shorten(
            f"{post.poster.get_display_name()} {did} {where}", 290, placeholder=" …"
        ),
        text=shorten(words, 300, placeholder=" …"),
        url=post.get_absolute_url(),
        visibility=board_key(topic.forum_id),
    )


def _mentioned(post: Post) -> list[User]:
    slugs = named_in(post.content.raw)
    return list(_others(post).filter(profile__slug__in=slugs)) if slugs else []


def _in_discussion(post: Post) -> list[User]:
    earlier = Post.objects.filter(topic=post.topic_id, approved=True, pk__lt=post.pk)
    began = Q(pk=post.topic.poster_id)
    wrote = Q(pk__in=earlier.exclude(poster=None).values("poster"))
    return list(_others(post).filter(began | wrote))


def _others(post: Post) -> Any:
    """Return the members who are there, but the author and those who block them."""
    block = Block.objects.filter(blocked=post.poster_id).values("blocker")
    return User.objects.filter(
        is_active=True, approved_at__isnull=False, erased_at__isnull=True
    ).exclude(Q(pk=post.poster_id) | Q(pk__in=block))


def _number(key: str) -> int | None:
    number = key.removeprefix(_ABOUT)
    if key == number or not number.isascii() or not number.isdecimal():
        return None
    return int(number) if len(number) <= 15 else None
