"""Who may read what: the forum's answers for the rest of the hub."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from machina.core.db.models import get_model

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_permission.handler import PermissionHandler
from forum.forum_permission.middleware import handler_of_the_request

_BOARD = "board:"
#: What a discussion is called to somebody who took part in it and cannot read it now.
UNREADABLE = "a discussion you can no longer read"


def board_key(board_id: int) -> str:
    """Return the visibility key of everything on a board."""
    return f"{_BOARD}{board_id}"


def board_in(key: str) -> int | None:
    """Return the number of the board whose visibility key this is, or None."""
    number = key.removeprefix(_BOARD)
    if number == key or not number.isascii() or not number.isdecimal():
        return None
    return int(number)


def keys(user: Any) -> Iterable[str]:
    """Return the keys that `user` holds: one for each board they may read."""
    return [board_key(pk) for pk in handler_of(None).readable_ids(user)]


def holders(key: str, people: Sequence[Any]) -> list[Any] | None:
    """Return those of `people` who hold a board's key; None for keys of others.

    People in the same groups, with no rights of their own, may read the same boards: one
    of them is asked for all.
    """
    if not key.startswith(_BOARD):
        return None
    pks = [person.pk for person in people]
    alone = set(_own_rights().filter(user__in=pks).values_list("user_id", flat=True))
    groups: dict[int, set[int]] = {}
    rows = get_user_model().groups.through.objects.filter(user__in=pks)
    for pk, group in rows.values_list("user_id", "group_id"):
        groups.setdefault(pk, set()).add(group)
    handler = PermissionHandler()
    answers: dict[tuple, bool] = {}
    found = []
    for person in people:
        alike = (
            person.is_active,
            person.is_superuser,
            frozenset(groups.get(person.pk, ())),
            person.pk if person.pk in alone else None,
        )
        if alike not in answers:
            boards = handler.readable_ids(person)
            answers[alike] = key in {board_key(pk) for pk in boards}
        if answers[alike]:
            found.append(person)
    return found


def _own_rights() -> QuerySet:
    return get_model("forum_permission", "UserForumPermission").objects.all()


def readable_boards(user: Any, request: Any = None) -> list[Forum]:
    """Return the boards that `user` may read, those above each of them included."""
    handler = handler_of(request)
    return handler.get_readable_forums(handler._get_all_forums(), user)


def visible_topics(user: Any, request: Any = None) -> QuerySet[Topic]:
    """Return the approved topics that `user` may read."""
    boards = handler_of(request).readable_ids(user)
    return Topic.objects.filter(forum__in=boards, approved=True)


def can_read_post(post: Post, user: Any, request: Any = None) -> bool:
    """Say whether `user` may read the post: one that waits is its author's and moderators'."""
    board, handler = post.topic.forum, handler_of(request)
    if not handler.can_read_forum(board, user):
        return False
    if post.approved and post.topic.approved:
        return True
    is_author = user.is_authenticated and post.poster_id == user.pk
    return is_author or handler.can_approve_posts(board, user)


def visible_posts(user: Any, request: Any = None) -> QuerySet[Post]:
    """Return the approved posts that `user` may read."""
    topics = visible_topics(user, request).values("pk")
    return Post.objects.filter(approved=True, topic__in=topics)


def handler_of(request: Any) -> PermissionHandler:
    """Return the request's handler, which remembers its answers, or a new one."""
    return (
        getattr(request, "forum_permission_handler", None)
        or handler_of_the_request()
        or PermissionHandler()
    )


def user_of(request: Any) -> Any:
    """Return who asks; a page rendered without a request is rendered for visitors."""
    return getattr(request, "user", None) or AnonymousUser()
