"""What the rows about a board grant: the same as machina says, in one query."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from machina.apps.forum_permission.checker import (
    ForumPermissionChecker as MachinaChecker,
)

from forum.forum.models import Forum
from forum.forum_permission.checker import OPEN, VISITORS_MAY, ForumPermissionChecker
from forum.forum_permission.models import (
    ForumPermission,
    GroupForumPermission,
    UserForumPermission,
)
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

CODENAMES = ("can_see_forum", "can_read_forum", "can_reply_to_topics")


@pytest.fixture
def someone(person):
    made = person("Sam Someone")
    for name in ("Walkers", "Riders"):
        made.groups.add(Group.objects.create(name=name))
    return made


def draw_rows(draw, someone, places) -> None:
    """Grant and deny at random: to visitors, members, groups and one person."""
    UserForumPermission.objects.all().delete()
    GroupForumPermission.objects.all().delete()
    permissions = [
        ForumPermission.objects.get_or_create(codename=name)[0] for name in CODENAMES
    ]
    groups = [*someone.groups.all(), Group.objects.get_or_create(name="Strangers")[0]]
    people = [
        {"user": someone},
        {"authenticated_user": True},
        {"anonymous_user": True},
        *({"group": group} for group in groups),
    ]
    for place in places:
        for permission in permissions:
            for whom in people:
                if draw.random() < 0.45:
                    model = (
                        GroupForumPermission if "group" in whom else UserForumPermission
                    )
                    model.objects.create(
                        forum=place,
                        permission=permission,
                        has_perm=draw.random() < 0.5,
                        **whom,
                    )


def by_machina(user, board) -> set[str]:
    """One board at a time: asked of several, machina mixes up what they deny."""
    return set(MachinaChecker(user).get_perms_for_forumlist([board])[board])


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_board_grants_what_machina_says_it_does(someone, seed, everywhere):
    boards = [make.board(f"Board {number}") for number in range(4)]
    draw = random.Random(seed)
    draw_rows(draw, someone, [*boards, None] if everywhere else boards)
    for user in (someone, AnonymousUser()):
        checker = ForumPermissionChecker(user)
        for board in boards:
            expected = by_machina(user, board)
            if user.is_anonymous:
                expected &= VISITORS_MAY
            if not expected >= OPEN:
                expected = set()
            assert set(checker.get_perms(board)) == expected


def test_board_below_another_needs_both_open(member):
    above = make.board("Above")
    below = make.board("Below", parent=above)
    assert ForumPermissionChecker(member).get_perms(below) >= OPEN
    UserForumPermission.objects.filter(forum=above, authenticated_user=True).delete()
    assert ForumPermissionChecker(member).get_perms(below) == frozenset()
    assert ForumPermissionChecker(AnonymousUser()).get_perms(below) == VISITORS_MAY


def test_board_without_rows_is_closed_even_below_an_open_one(board, member):
    bare = Forum.objects.create(name="Bare", type=Forum.FORUM_POST)
    bare.move_to(Forum.objects.get(pk=board.pk), "last-child")
    assert ForumPermissionChecker(member).get_perms(bare) == frozenset()


def test_permission_for_all_boards_opens_one_without_rows(member):
    bare = Forum.objects.create(name="Bare", type=Forum.FORUM_POST)
    for codename in OPEN:
        UserForumPermission.objects.create(
            permission=ForumPermission.objects.get_or_create(codename=codename)[0],
            authenticated_user=True,
        )
    assert ForumPermissionChecker(member).get_perms(bare) >= OPEN
    assert ForumPermissionChecker(AnonymousUser()).get_perms(bare) == frozenset()


def test_group_of_others_grants_nothing(closed_board, member, moderator):
    assert ForumPermissionChecker(member).get_perms(closed_board) == frozenset()
    assert ForumPermissionChecker(moderator).get_perms(closed_board) >= OPEN


def test_what_members_and_visitors_may_costs_one_query(
    board, closed_board, member, django_assert_num_queries
):
    from forum.forum_permission.handler import PermissionHandler

    handler = PermissionHandler()
    with django_assert_num_queries(1):
        assert handler.may_read_board(board.pk, member)
        assert handler.may_read_board(board.pk, AnonymousUser())
        assert not handler.may_read_board(closed_board.pk, member)


def test_right_taken_away_is_gone_with_the_next_request(client_for, member, topic):
    client = client_for(member)
    assert client.get(topic.get_absolute_url()).status_code == 200
    make.close(topic.forum)
    assert client.get(topic.get_absolute_url()).status_code == 404
