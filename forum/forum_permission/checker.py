"""What somebody may do on a board, once the boards above it have been asked."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from machina.apps.forum_permission.checker import (
    ForumPermissionChecker as MachinaForumPermissionChecker,
)
from machina.core.db.models import get_model

from forum.forum_permission.rights import RowsOfPeople, by_board, granted

#: What it takes to pass through a board to one below it.
OPEN = frozenset({"can_see_forum", "can_read_forum"})
#: All that a visitor can ever be given; writing needs a name that can be answered. Whoever
#: is suspended keeps as much.
VISITORS_MAY = OPEN | {"can_download_file"}
_NOTHING: frozenset[str] = frozenset()


class ForumPermissionChecker(MachinaForumPermissionChecker):
    """Machina's checker, which also asks the boards above, and asks the database once."""

    def __init__(
        self,
        user: Any,
        boards: Callable[[], Iterable] | None = None,
        rows: RowsOfPeople | None = None,
        suspension_of: Callable[[Any], Any] | None = None,
    ) -> None:
        super().__init__(user)
        self._suspension_of = suspension_of
        # Asked for each post: through the request's lazy user that would take its time.
        self._is_off = not (user.is_anonymous or user.is_active)
        self._is_superuser = user.is_active and user.is_superuser
        self._boards = boards or get_model("forum", "Forum").objects.all
        self._rows = rows or RowsOfPeople()

    def has_perm(self, perm: str, forum: Any) -> bool:
        """Say whether the user may do `perm` on `forum` now."""
        if forum is None:
            return super().has_perm(perm, forum)
        if self._is_superuser:
            return True
        if perm not in self.on_board(forum.pk):
            return False
        # Whoever is suspended reads as before, so reading need not ask.
        return perm in VISITORS_MAY or not self._is_suspended()

    def get_perms(self, forum: Any) -> Any:
        """Return what the user may do on `forum` now: who is suspended only reads."""
        granted = self.get_granted(forum)
        if granted <= VISITORS_MAY or not self._is_suspended():
            return granted
        return granted & VISITORS_MAY

    def get_granted(self, forum: Any) -> Any:
        """Return the permissions of the user on `forum` (S7: none below a closed board).

        Machina asks the boards above only where it lists boards, so that a topic under a
        private board could be read by anybody who had its address.
        """
        if forum is None or self._is_superuser:
            return frozenset(super().get_perms(forum))
        return self.on_board(forum.pk)

    def on_board(self, board_pk: int) -> frozenset[str]:
        """Return what is granted to the user, no administrator, on that board."""
        if self._is_off:
            return _NOTHING
        return self._permissions.get(board_pk, _NOTHING)

    def boards_with(self, wanted: frozenset[str]) -> list[int]:
        """Return the keys of the boards on which the user may do all that is wanted."""
        if not wanted <= VISITORS_MAY and self._is_suspended():
            return []
        if self._is_off:
            return []
        if self._is_superuser:
            return [board.pk for board in self._boards()]
        return [pk for pk, may in self._permissions.items() if wanted <= may]

    def suspension_pk(self) -> int | None:
        """Return the key of what keeps the user from writing; it comes with the rows."""
        if self.user.is_anonymous or not self._permissions:
            return None
        return self._rows.suspension_of(self.user)

    def _is_suspended(self) -> bool:
        return self._suspension_of is not None and bool(self._suspension_of(self.user))

    @cached_property
    def _permissions(self) -> dict[int, frozenset[str]]:
        """What is granted on each board: one query, however many boards are asked about."""
        visitor = self.user.is_anonymous
        rows = by_board(
            self._rows.of_visitors() if visitor else self._rows.of_member(self.user)
        )
        everywhere = rows.pop(None, [])
        table: dict[int, frozenset[str]] = {}
        for pk, parent in self._downwards(rows, bool(everywhere)):
            may = granted(rows.get(pk, ()), everywhere)
            if visitor:
                may &= VISITORS_MAY
            above = table.get(parent, _NOTHING) if parent else OPEN
            # Whoever may not read a board may do nothing on it, nor on those below.
            table[pk] = may if above >= OPEN <= may else _NOTHING
        return table

    def _downwards(self, rows: dict, everywhere: bool) -> list[tuple[int, int | None]]:
        """Return the boards to judge with those above them, the highest first.

        A board of which no row speaks is closed, so that the rows name all that may be
        open, unless there are some for all boards.
        """
        if everywhere:
            found = [
                (board.level, board.pk, board.parent_id) for board in self._boards()
            ]
        else:
            found = [(own[0].level, pk, own[0].parent) for pk, own in rows.items()]
        return [(pk, parent) for _, pk, parent in sorted(found, key=lambda one: one[0])]
