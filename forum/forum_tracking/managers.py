"""Which boards hold something that a member has not read."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from machina.apps.forum_tracking.managers import (
    ForumReadTrackManager as MachinaForumReadTrackManager,
)


class ForumReadTrackManager(MachinaForumReadTrackManager):
    """Machina's manager, without its query per unread board."""

    def get_unread_forums_from_list(self, forums: Any, user: Any) -> list:
        """Return the boards with something unread, and the boards above those."""
        # Imported here: machina's models look for this manager while they are loaded.
        from forum.forum_tracking.marks import boards_seen

        marks = self.filter(user=user, forum__in=[board.pk for board in forums])
        seen = dict(marks.values_list("forum_id", "mark_time"))
        return unread_among(forums, boards_seen(forums, seen, user))


def unread_among(forums: Iterable, seen: Mapping[int, datetime | None]) -> list:
    """Return the boards with a post later than `seen` of them, and those above."""
    boards = {board.pk: board for board in forums}
    unread: set[int] = set()
    for board in boards.values():
        mark = seen.get(board.pk)
        if board.last_post_on and (mark is None or mark < board.last_post_on):
            unread |= _with_those_above(board, boards)
    return [boards[pk] for pk in unread]


def _with_those_above(board: Any, boards: dict) -> set[int]:
    found = set()
    while board is not None:
        found.add(board.pk)
        board = boards.get(board.parent_id)
    return found
