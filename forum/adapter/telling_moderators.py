"""Telling moderators that something waits for them: a report, a message to approve.

Neither says a word of what was written, nor who reported it: both are on the site.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from forum.adapter.letters import list_id
from forum.adapter.models import Report
from forum.adapter.visibility import board_key, handler_of
from forum.forum.models import Forum
from forum.forum_conversation.models import Post
from forum.forum_permission.handler import PermissionHandler
from forum.forum_permission.models import GroupForumPermission, UserForumPermission
from hub.accounts.models import User
from hub.notify import kinds
from hub.notify.actions import tell

REPORTS = "reports"
WAITING = "waiting_messages"

_REPORTED = "forum.report:"
_WAITS = "forum.waiting:"
_TITLES = {
    REPORTS: "A message on the board {} was reported",
    WAITING: "A message on the board {} waits for approval",
}


def register_kinds() -> None:
    """Let those who look after boards be told of what waits for them."""
    _register(
        REPORTS,
        "Reported messages",
        "Somebody reported a message on a board that you look after.",
        _boards_of_reports,
        kinds.Way.AT_ONCE,
    )
    _register(
        WAITING,
        "Messages that wait for approval",
        "A message waits for approval on a board that you look after.",
        _boards_of_waiting,
        kinds.Way.DAILY,
    )


#: Takes what notifications are about; returns the board of each that still waits.
_Boards = Callable[[Iterable[str]], Mapping[str, Forum]]


def _register(
    key: str, label: str, explanation: str, boards_of: _Boards, default: kinds.Way
) -> None:
    kinds.register(
        kinds.Kind(
            key=key,
            label=label,
            explanation=explanation,
            default=default,
            is_for=_decides_somewhere,
            visibility_of=partial(_keys, boards_of),
            ways_about=partial(_ways, boards_of),
            in_mail=partial(_said_in_mail, key, boards_of),
        )
    )


def tell_of_report(report: Report) -> None:
    """Tell of a reported post, once while any report of it is open.

    Neither its author is told, whoever they are, nor anybody who reported it.
    """
    post = report.post
    still_open = post.reports.filter(resolved_at=None).order_by("pk")
    rows = list(still_open.values_list("pk", "reporter"))
    tell(
        kind=REPORTS,
        people=_candidates(post).exclude(pk__in=[who for _, who in rows if who]),
        about=f"{_REPORTED}{rows[0][0]}",
        title=_TITLES[REPORTS].format(post.topic.forum.name),
        url=reverse("forum_reports:reported", args=[post.pk]),
        visibility=board_key(post.topic.forum_id),
    )


def tell_of_waiting(posts: Iterable[int]) -> None:
    """Tell of those among the posts, by number, that wait for approval; of each once."""
    waiting = Post.objects.filter(pk__in=list(posts), approved=False)
    for post in waiting.select_related("topic__forum"):
        tell(
            kind=WAITING,
            people=_candidates(post),
            about=f"{_WAITS}{post.pk}",
            title=_TITLES[WAITING].format(post.topic.forum.name),
            url=reverse("forum_moderation:queued_post", args=[post.pk]),
            visibility=board_key(post.topic.forum_id),
        )


def _candidates(post: Post) -> QuerySet[User]:
    """Return who may have been given to approve on the board, but the post's author.

    `_ways` asks of each whether they may now: a board above may be closed to them.
    """
    granted = {"has_perm": True, "permission__codename": "can_approve_posts"}
    here = Q(forum=post.topic.forum_id) | Q(forum=None)
    groups = GroupForumPermission.objects.filter(here, **granted).values("group")
    people = UserForumPermission.objects.filter(here, **granted).exclude(user=None)
    may = Q(is_superuser=True) | Q(groups__in=groups) | Q(pk__in=people.values("user"))
    found = User.objects.filter(may, is_active=True, approved_at__isnull=False)
    return User.objects.filter(pk__in=found.values("pk")).exclude(pk=post.poster_id)


def _decides_somewhere(person: Any) -> bool:
    return handler_of(None).can_access_moderation_queue(person)


def _boards_of_reports(names: Iterable[str]) -> dict[str, Forum]:
    numbers = _numbers(names, _REPORTED)
    rows = Report.objects.filter(
        pk__in=numbers.values(), resolved_at=None
    ).select_related("post__topic__forum")
    boards = {one.pk: one.post.topic.forum for one in rows}
    return {name: boards[pk] for name, pk in numbers.items() if pk in boards}


def _boards_of_waiting(names: Iterable[str]) -> dict[str, Forum]:
    numbers = _numbers(names, _WAITS)
    rows = Post.objects.filter(pk__in=numbers.values(), approved=False)
    boards = {one.pk: one.topic.forum for one in rows.select_related("topic__forum")}
    return {name: boards[pk] for name, pk in numbers.items() if pk in boards}


def _numbers(names: Iterable[str], prefix: str) -> dict[str, int]:
    found = {name: name.removeprefix(prefix) for name in names}
    return {
        name: int(number)
        for name, number in found.items()
        if number != name and number.isascii() and number.isdecimal()
    }


def _keys(boards_of: _Boards, names: Iterable[str]) -> dict[str, str | None]:
    names = list(names)
    boards = boards_of(names)
    return {
        name: board_key(boards[name].pk) if name in boards else None for name in names
    }


def _ways(
    boards_of: _Boards, pairs: Sequence[kinds.PersonAndThing]
) -> dict[kinds.PersonAndThing, kinds.Way]:
    """Tell nothing to who does not decide about the board now."""
    boards = boards_of({name for _, name in pairs})
    people = User.objects.in_bulk({pk for pk, _ in pairs})
    handler = PermissionHandler()
    return {
        (pk, name): kinds.Way.NONE
        for pk, name in pairs
        if name not in boards
        or pk not in people
        or not handler.can_approve_posts(boards[name], people[pk])
    }


def _said_in_mail(
    key: str, boards_of: _Boards, person: User, names: Sequence[str]
) -> dict[str, kinds.InMail]:
    return {
        name: kinds.InMail(
            _TITLES[key].format(board.name), headers={"List-Id": list_id(board)}
        )
        for name, board in boards_of(names).items()
    }
