"""Boards, topics and replies for tests."""

from forum.adapter.actions import make_board
from forum.adapter.permissions import MODERATORS, open_board
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic


def board(name="Working in care", *, public=True, parent=None) -> Forum:
    """A board with its permissions; below another one where `parent` is given."""
    made = make_board(name=name, description="For tests.", public=public)
    if parent is not None:
        made.move_to(Forum.objects.get(pk=parent.pk), "last-child")
        made = Forum.objects.get(pk=made.pk)
    return made


def topic(
    on, author, subject="Travel time", content="Who pays?", approved=True
) -> Topic:
    """A topic with its opening post."""
    made = Topic.objects.create(
        forum=on,
        poster=author,
        subject=subject,
        type=Topic.TOPIC_POST,
        status=Topic.TOPIC_UNLOCKED,
        approved=approved,
    )
    reply(made, author, content, approved=approved, subject=subject)
    return Topic.objects.get(pk=made.pk)


def reply(to, author, content="We do.", approved=True, subject="Re: it") -> Post:
    """A post in a topic."""
    return Post.objects.create(
        topic=Topic.objects.get(pk=to.pk),
        poster=author,
        subject=subject,
        content=content,
        approved=approved,
    )


def premoderated(on) -> Forum:
    """Let members' posts on this board wait for a moderator."""
    from forum.forum_permission.models import UserForumPermission

    UserForumPermission.objects.filter(
        forum=on, permission__codename="can_post_without_approval"
    ).delete()
    return on


def moderator(person):
    """Make somebody a moderator of every board there is."""
    from django.contrib.auth.models import Group

    group, _ = Group.objects.get_or_create(name=MODERATORS)
    person.groups.add(group)
    return person


def close(on) -> Forum:
    """Take the board away from everybody but moderators."""
    from forum.forum_permission.models import UserForumPermission

    UserForumPermission.objects.filter(forum=on).delete()
    return on


__all__ = [
    "board",
    "close",
    "moderator",
    "open_board",
    "premoderated",
    "reply",
    "topic",
]
