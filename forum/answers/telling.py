"""Telling the author of an answer that it was accepted: once, however often it is."""

from textwrap import shorten

from django.contrib.auth.models import AnonymousUser

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
    # What is written on a members' board stays on the site.
    where = f"to “{topic.subject}”" if public else f"on the board {topic.forum.name}"
    tell(
        kind=ACCEPTED,
        people=[author],
        about=about(post),
        title=shorten(f"Your answer {where} was accepted", 290, placeholder=" …"),
        url=post.get_absolute_url(),
        visibility=board_key(topic.forum_id),
    )
