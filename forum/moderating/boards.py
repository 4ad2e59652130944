"""What lists of boards say of each: closed, archived, for whom. Asks nothing anew."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from forum.adapter.visibility import handler_of, readable_boards
from forum.moderating.models import BoardSetting

State = BoardSetting.State


def describe(boards: Iterable[Any], request: HttpRequest) -> None:
    """Set on each board whether it is closed or archived, and whether only groups read."""
    for board in boards:
        setting = _setting_of(board, request)
        board.is_closed = setting is not None and setting.state == State.CLOSED
        board.is_archived = setting is not None and setting.state == State.ARCHIVED
        groups = BoardSetting.Readers.GROUPS
        board.is_for_groups = setting is not None and setting.readers == groups


def archived_with_below(request: HttpRequest) -> set[int]:
    """Return the boards that are archived, and those below them."""
    settings = _settings(request)
    found: set[int] = set()
    # In the order of the tree: what is above comes first.
    for board in handler_of(request)._get_all_forums():
        setting = settings.get(board.pk)
        archived = setting is not None and setting.state == State.ARCHIVED
        if archived or board.parent_id in found:
            found.add(board.pk)
    return found


def archived_for(request: HttpRequest) -> list[Any]:
    """Return the archived boards that the asker may read."""
    archived = archived_with_below(request)
    if not archived:
        return []
    readable = readable_boards(request.user, request)
    return [board for board in readable if board.pk in archived and board.is_forum]


def _setting_of(board: Any, request: HttpRequest) -> BoardSetting | None:
    loaded = board._state.fields_cache
    return (
        loaded["setting"] if "setting" in loaded else _settings(request).get(board.pk)
    )


def _settings(request: HttpRequest) -> dict[int, BoardSetting | None]:
    # The handler loads each board's setting with the board.
    boards = handler_of(request)._get_all_forums()
    return {board.pk: getattr(board, "setting", None) for board in boards}
