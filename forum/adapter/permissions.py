"""Who may do what on a board, as rows in the database.

Never machina's setting for default permissions: it counts as granted to each person, so
that giving somebody one more permission takes all the others away. Never a permission
for all boards at once either: the next board would be open before it is finished.
"""

from django.contrib.auth.models import Group
from django.db import transaction

from forum.forum.models import Forum
from forum.forum_permission.models import (
    ForumPermission,
    GroupForumPermission,
    UserForumPermission,
)
from hub.accounts import roles

MODERATORS = roles.BOARD_MODERATORS
#: The groups that look after every board.
MODERATING = (MODERATORS, roles.COORDINATORS)

READ = ("can_see_forum", "can_read_forum")
TAKE_PART = (
    *READ,
    "can_start_new_topics",
    "can_reply_to_topics",
    "can_edit_own_posts",
    "can_delete_own_posts",
    "can_post_without_approval",
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


@transaction.atomic
def open_board(board: Forum, *, public: bool) -> None:
    """Let members take part in `board`, moderators look after it, and visitors read it.

    Visitors read only when `public`. Repeating it, or changing one's mind, leaves exactly
    the rows of the last call; rows for single people and other groups are not touched.
    """
    for_visitors = {"anonymous_user": True, "authenticated_user": False, "user": None}
    for_members = {"anonymous_user": False, "authenticated_user": True, "user": None}
    _grant(UserForumPermission, board, READ if public else (), for_visitors)
    _grant(UserForumPermission, board, TAKE_PART, for_members)
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
        model(
            forum=board,
            permission=ForumPermission.objects.get_or_create(codename=codename)[0],
            has_perm=True,
            **whom,
        )
        for codename in codenames
    )
