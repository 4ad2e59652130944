"""Telling the author of an answer that it was accepted: once, however often it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten

from django.contrib.auth.models import AnonymousUser

from forum.adapter.letters import said_of
from forum.adapter.telling import about, keys_of
from forum.adapter.visibility import board_key
from forum.forum_conversation.models import Post
from forum.forum_permission.handler import PermissionHandler
from hub.accounts.models import User
from hub.members.models import Block
from hub.notify import kinds
from hub.notify.actions import tell

ACCEPTED = "accepted_answers"


def register_kind() -> None:
    """Let people be told that their answer was accepted."""
    kinds.register(
        kinds.Kind(
            key=ACCEPTED,
            label="Accepted answers",
            explanation="Your answer to a question in the forum was accepted.",
            default=kinds.Way.AT_ONCE,
            visibility_of=keys_of,
            in_mail=_said_in_mail,
        )
    )


def tell_of_acceptance(*, post: Post, accepter: User) -> None:
    """Tell who wrote `post`, unless they accepted it themselves or block who did."""
    author = post.poster
    if author is None or author.pk == accepter.pk:
        return
    if Block.objects.filter(blocker=author, blocked=accepter).exists():
        return
    topic = post.topic
    public = PermissionHandler().can_read_forum(topic.forum, AnonymousUser())
    tell(
        kind=ACCEPTED,
        people=[author],
        about=about(post),
        title=_title(post, whole=public),
        url=post.get_absolute_url(),
        visibility=board_key(topic.forum_id),
    )


def _title(post: Post, *, whole: bool) -> str:
    topic = post.topic
    # What is written on a members' board stays on the site.
    where = f"to “{topic.subject}”" if whole else f"on the board {topic.forum.name}"
    return shorten(f"Your answer {where} was accepted", 290, placeholder=" …")


def _said_in_mail(person: User, names: Sequence[str]) -> Mapping[str, kinds.InMail]:
    said = said_of(person, names, lambda post, whole: (_title(post, whole=whole), ""))
    # The title tells more than the subject of the discussion, which it holds.
    return {name: replace(one, subject="") for name, one in said.items()}
