"""What somebody may do on a board, once the boards above it have been asked."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from machina.apps.forum_permission.checker import (
    ForumPermissionChecker as MachinaForumPermissionChecker,
)
from machina.core.db.models import get_model

#: What it takes to pass through a board to one below it.
OPEN = frozenset({"can_see_forum", "can_read_forum"})
#: All that a visitor can ever be given; writing needs a name that can be answered.
VISITORS_MAY = OPEN


class ForumPermissionChecker(MachinaForumPermissionChecker):
    """Machina's checker, which also asks the boards above, and asks the database once."""

    def __init__(self, user: Any, boards: Callable[[], Iterable] | None = None) -> None:
        super().__init__(user)
        self._boards = boards or get_model("forum", "Forum").objects.all

    def get_perms(self, forum: Any) -> Any:
        """Return the permissions of the user on `forum` (S7: none below a closed board).

        Machina asks the boards above only where it lists boards, so that a topic under a
        private board could be read by anybody who had its address.
        """
        user = self.user
        if forum is None or (user.is_active and user.is_superuser):
            return super().get_perms(forum)
        if not user.is_anonymous and not user.is_active:
            return frozenset()
        return self._permissions.get(forum.pk, frozenset())

    @cached_property
    def _permissions(self) -> dict[int, frozenset[str]]:
        """Every board's permissions: two queries, however many boards are asked about."""
        boards = sorted(self._boards(), key=lambda board: board.level)
        own = self.get_perms_for_forumlist(boards)
        table: dict[int, frozenset[str]] = {}
        for board in boards:
            granted = frozenset(own[board])
            if self.user.is_anonymous:
                granted &= VISITORS_MAY
            above = table.get(board.parent_id, frozenset()) if board.parent_id else OPEN
            # Whoever may not read a board may do nothing on it, nor on those below.
            table[board.pk] = granted if above >= OPEN <= granted else frozenset()
        return table
