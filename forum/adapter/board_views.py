"""In the admin: the order of the boards, and who may do what on each."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from forum.adapter.permissions import MODERATING
from forum.forum.models import Forum
from forum.forum_permission.models import GroupForumPermission, UserForumPermission

#: What the table tells of, each by the permission that says it.
DOING = {
    "can_read_forum": "Read",
    "can_start_new_topics": "Start topics",
    "can_reply_to_topics": "Reply",
    "can_post_without_approval": "Appear at once",
    "can_approve_posts": "Moderate",
}
_NEIGHBOUR = {
    "up": ("get_previous_sibling", "left"),
    "down": ("get_next_sibling", "right"),
}


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Show every board with who may do what on it; three queries for all."""
    _refuse_others(request)
    boards = list(
        Forum.objects.select_related("setting", "parent").order_by("tree_id", "lft")
    )
    held = _held()
    rows = [
        {
            "board": board,
            "setting": getattr(board, "setting", None),
            "who": [
                {"name": name, "does": [code in codes for code in DOING]}
                for name, codes in sorted(held[board.pk].items(), key=_order)
            ],
        }
        for board in boards
    ]
    context = {"rows": rows, "doing": DOING.values()}
    return render(request, "forum_adapter/admin_rights.html", context)


def _held() -> dict[int, dict[str, set[str]]]:
    """Return what visitors, members and each group hold on each board."""
    held: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = UserForumPermission.objects.filter(has_perm=True, user=None)
    for board, code, visitors in rows.values_list(
        "forum", "permission__codename", "anonymous_user"
    ):
        held[board]["Visitors" if visitors else "Members"].add(code)
    groups = GroupForumPermission.objects.filter(has_perm=True)
    for board, code, name in groups.values_list(
        "forum", "permission__codename", "group__name"
    ):
        held[board][name].add(code)
    return held


def _order(item: tuple[str, Any]) -> tuple[int, str]:
    """Put visitors first, then members, other groups, and those who moderate."""
    first = {"Visitors": 0, "Members": 1} | dict.fromkeys(MODERATING, 3)
    return first.get(item[0], 2), item[0]


@require_POST
def place(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Change places with the board before or after it, at the same level (S11)."""
    _refuse_others(request)
    if way not in _NEIGHBOUR:
        raise Http404("A board goes up or down.")
    neighbour, side = _NEIGHBOUR[way]
    with transaction.atomic():
        # Two who move boards at once take turns: the order is one for all.
        list(Forum.objects.select_for_update(of=("self",)).order_by("pk").values("pk"))
        board = get_object_or_404(Forum, pk=pk)
        other = getattr(board, neighbour)()
        if other is not None:
            Forum.objects.move_node(board, other, side)
    return redirect("boards:rights")


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.has_perm("forum.change_forum"):
        raise PermissionDenied
