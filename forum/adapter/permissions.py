"""Who may do what on a board, as rows in the database.

Never machina's setting for default permissions: it counts as granted to each person, so
that giving somebody one more permission takes all the others away. Never a permission
for all boards at once either: the next board would be open before it is finished.
"""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import Group
from django.db import transaction

from forum.forum.models import Forum
from forum.forum_permission.models import (
    ForumPermission,
    GroupForumPermission,
    UserForumPermission,
)
from forum.moderating.models import BoardSetting
from hub.accounts import roles

MODERATORS = roles.BOARD_MODERATORS
#: The groups that look after every board.
MODERATING = (MODERATORS, roles.COORDINATORS)

READ = ("can_see_forum", "can_read_forum")
#: Whoever reads a board without writing on it.
VISIT = (*READ, "can_download_file")
TAKE_PART = (
    *VISIT,
    "can_start_new_topics",
    "can_reply_to_topics",
    "can_edit_own_posts",
    "can_delete_own_posts",
    "can_post_without_approval",
    "can_attach_file",
    "can_create_polls",
    "can_vote_in_polls",
)
MODERATE = (
    *TAKE_PART,
    "can_post_stickies",
    "can_lock_topics",
    "can_move_topics",
    "can_edit_posts",
    "can_delete_posts",
    "can_approve_posts",
    "can_reply_to_locked_topics",
)

#: What is over once a board is archived.
WRITE = frozenset(
    {
        "can_start_new_topics",
        "can_reply_to_topics",
        "can_reply_to_locked_topics",
        "can_edit_own_posts",
        "can_delete_own_posts",
    }
)
#: Whom a row is for.
VISITORS = {"anonymous_user": True, "authenticated_user": False, "user": None}
MEMBERS = {"anonymous_user": False, "authenticated_user": True, "user": None}

Readers = BoardSetting.Readers
State = BoardSetting.State


@transaction.atomic
def open_board(board: Forum, *, public: bool) -> None:
    """Let members take part in `board`, moderators look after it, and visitors read it.

    Visitors read only when `public`. Repeating it, or changing one's mind, leaves exactly
    the rows of the last call; rows for single people and other groups are not touched.
    """
    _grant(UserForumPermission, board, VISIT if public else (), VISITORS)
    _grant(UserForumPermission, board, TAKE_PART, MEMBERS)
    for name in MODERATING:
        group, _ = Group.objects.get_or_create(name=name)
        _grant(GroupForumPermission, board, MODERATE, {"group": group})


def is_public(board: Forum) -> bool:
    """Say whether visitors have been given the board to read."""
    rows = UserForumPermission.objects.filter(
        forum=board, anonymous_user=True, has_perm=True
    )
    return set(READ) <= set(rows.values_list("permission__codename", flat=True))


def _grant(
    model: type, board: Forum, codenames: tuple[str, ...], whom: dict[str, object]
) -> None:
    rows = model.objects.filter(forum=board, **whom)
    given = sorted(rows.values_list("permission__codename", "has_perm"))
    if given == sorted((codename, True) for codename in codenames):
        return
    rows.delete()
    model.objects.bulk_create(
        model(forum=board, permission=permission, has_perm=True, **whom)
        for permission in _permissions(codenames)
    )


def _permissions(codenames: Iterable[str]) -> list[ForumPermission]:
    known = ForumPermission.objects.in_bulk(codenames, field_name="codename")
    return [
        known.get(codename)
        or ForumPermission.objects.get_or_create(codename=codename)[0]
        for codename in codenames
    ]


@transaction.atomic
def arrange(
    board: Forum,
    *,
    readers: str,
    groups: Iterable[Group] = (),
    moderators: Iterable[Group] = (),
    premoderated: bool = False,
    state: str = State.OPEN,
) -> None:
    """Set who reads and writes on `board`, wholly: nothing of an earlier choice stays.

    Rows for single people are not touched. On a closed board only moderators write, on an
    archived one nobody does; who may read it stays the same. `moderators` look after this
    board alone, beside those who look after every board.
    """
    deciding = list(moderators)
    chosen = [one for one in groups if one not in deciding]
    if readers != Readers.GROUPS:
        chosen = []
    members = _taking_part(premoderated, state)
    visitors = VISIT if readers == Readers.PUBLIC else ()
    everybody = members if readers != Readers.GROUPS else ()
    _grant(UserForumPermission, board, visitors, VISITORS)
    _grant(UserForumPermission, board, everybody, MEMBERS)
    every_board = [Group.objects.get_or_create(name=name)[0] for name in MODERATING]
    looking_after = _looking_after(state)
    _grant_groups(
        board,
        dict.fromkeys(chosen, members)
        | dict.fromkeys([*deciding, *every_board], looking_after),
    )
    BoardSetting.objects.update_or_create(
        board=board,
        defaults={"readers": readers, "state": state, "premoderated": premoderated},
    )


def _grant_groups(board: Forum, rights: Mapping[Group, tuple[str, ...]]) -> None:
    """Give groups their rights, and take them from those that have no more."""
    for group in [*reading_groups(board), *moderating_groups(board)]:
        if group not in rights:
            _grant(GroupForumPermission, board, (), {"group": group})
    for group, codenames in rights.items():
        _grant(GroupForumPermission, board, codenames, {"group": group})


def _looking_after(state: str) -> tuple[str, ...]:
    """Return what moderators may do: nobody writes on an archived board."""
    return tuple(
        code for code in MODERATE if state != State.ARCHIVED or code not in WRITE
    )


def _taking_part(premoderated: bool, state: str) -> tuple[str, ...]:
    """Return what those whom the board is for may do on it."""
    if state != State.OPEN:
        return VISIT
    held_back = {"can_post_without_approval"} if premoderated else set()
    return tuple(code for code in TAKE_PART if code not in held_back)


def readers_of(board: Forum) -> str:
    """Return whom the board is for, as its rows say."""
    if is_public(board):
        return Readers.PUBLIC
    return Readers.MEMBERS if _members_hold(board, READ) else Readers.GROUPS


def is_premoderated(board: Forum) -> bool:
    """Say whether what people write on the board waits for a moderator."""
    # On a closed board, or one that moderators alone read, the rows do not tell.
    setting = BoardSetting.objects.filter(board=board).first()
    groups = reading_groups(board)
    tells = bool(groups) or _members_hold(board, READ)
    if setting is not None and not (tells and setting.state == State.OPEN):
        return setting.premoderated
    may = "can_post_without_approval"
    rows = GroupForumPermission.objects.filter(
        forum=board, group__in=groups, permission__codename=may
    )
    return not (_members_hold(board, (may,)) or rows.exists())


def reading_groups(board: Forum) -> list[Group]:
    """Return the groups that read the board, but those who look after it."""
    deciding = moderating_groups(board)
    return [one for one in _groups_with(board, "can_read_forum") if one not in deciding]


def moderating_groups(board: Forum) -> list[Group]:
    """Return the groups that look after the board, but those who look after every one."""
    return _groups_with(board, "can_approve_posts")


def _groups_with(board: Forum, codename: str) -> list[Group]:
    rows = GroupForumPermission.objects.filter(
        forum=board, has_perm=True, permission__codename=codename
    )
    groups = Group.objects.filter(pk__in=rows.values("group"))
    return list(groups.exclude(name__in=MODERATING).order_by("name"))


def _members_hold(board: Forum, codenames: tuple[str, ...]) -> bool:
    rows = UserForumPermission.objects.filter(forum=board, has_perm=True, **MEMBERS)
    return set(codenames) <= set(rows.values_list("permission__codename", flat=True))
