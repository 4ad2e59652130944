"""What mail says of discussions that somebody's search or interests found."""

from collections.abc import Mapping, Sequence

from forum.adapter.letters import address_without_words, boards_kept_out_of_mail
from forum.adapter.visibility import board_in
from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from hub.accounts.models import User
from hub.core.addresses import address_of
from hub.search.mailed import Said
from hub.search.models import SearchEntry


def keep_words_here(person: User, entries: Sequence[SearchEntry]) -> Mapping[str, Said]:
    """Return what mail says of entries from members' boards, for who did not ask."""
    boards = {one.key: board_in(one.visibility) for one in entries}
    silent = boards_kept_out_of_mail(
        person, {pk for pk in boards.values() if pk is not None}
    )
    if not silent:
        return {}
    names = dict(Forum.objects.filter(pk__in=silent).values_list("pk", "name"))
    return {
        key: Said(_title(names.get(board)), _address(key, board))
        for key, board in boards.items()
        if board in silent
    }


def _title(name: str | None) -> str:
    return f"A discussion on the board {name}" if name else "A discussion among members"


def _address(key: str, board: int) -> str:
    number = key.removeprefix(f"{Topic._meta.label_lower}:")
    if number.isascii() and number.isdecimal():
        return address_without_words(board, int(number))
    return address_of("forum:index")
