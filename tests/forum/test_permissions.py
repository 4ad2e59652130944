"""Who may do what on a board."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client

from forum.adapter.permissions import MODERATORS, is_public, open_board
from forum.adapter.visibility import keys
from forum.forum_permission.handler import PermissionHandler
from forum.forum_permission.models import GroupForumPermission, UserForumPermission
from hub.core.visibility import keys_for
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "read": lambda handler, topic, user: handler.can_read_forum(topic.forum, user),
    "start": lambda handler, topic, user: handler.can_add_topic(topic.forum, user),
    "reply": lambda handler, topic, user: handler.can_add_post(topic, user),
    "lock": lambda handler, topic, user: handler.can_lock_topics(topic.forum, user),
    "approve": lambda handler, topic, user: handler.can_approve_posts(
        topic.forum, user
    ),
    "upload": lambda handler, topic, user: handler.can_attach_files(topic.forum, user),
    "fetch": lambda handler, topic, user: handler.can_download_files(topic.forum, user),
    "poll": lambda handler, topic, user: handler.can_create_polls(topic.forum, user),
    "vote": lambda handler, topic, user: handler.can_vote_in_polls(topic.forum, user),
}
VISITORS = {"read", "fetch"}
MEMBERS = VISITORS | {"start", "reply", "upload", "poll", "vote"}


def may(user, topic) -> set[str]:
    handler = PermissionHandler()
    return {name for name, ask in QUESTIONS.items() if ask(handler, topic, user)}


def test_public_board_visitor_reads_member_writes_moderator_moderates(
    topic, member, moderator
):
    assert may(AnonymousUser(), topic) == VISITORS
    assert may(member, topic) == MEMBERS
    assert may(moderator, topic) == MEMBERS | {"lock", "approve"}


def test_members_board_visitor_gets_nothing(members_board, member):
    topic = make.topic(members_board, member)
    assert may(AnonymousUser(), topic) == set()
    assert may(member, topic) == MEMBERS


def test_member_switched_off_gets_nothing(topic, member):
    member.is_active = False
    assert may(member, topic) == set()
    assert keys(member) == []


def test_open_board_repeated_leaves_the_same_rows(board):
    before = UserForumPermission.objects.count(), GroupForumPermission.objects.count()
    open_board(board, public=True)
    after = UserForumPermission.objects.count(), GroupForumPermission.objects.count()
    assert before == after


def test_open_board_made_private_takes_reading_from_visitors(board, topic):
    open_board(board, public=False)
    assert not is_public(board)
    assert Client().get(topic.get_absolute_url()).status_code == 404
    open_board(board, public=True)
    assert Client().get(topic.get_absolute_url()).status_code == 200


def test_open_board_makes_the_group_of_moderators(board):
    assert Group.objects.get(name=MODERATORS).groupforumpermission_set.exists()


def test_keys_name_the_boards_one_may_read(board, members_board, closed_board, member):
    public, private = f"board:{board.pk}", f"board:{members_board.pk}"
    assert public in keys_for(AnonymousUser())
    assert private not in keys_for(AnonymousUser())
    assert {public, private} <= keys_for(member)
    assert f"board:{closed_board.pk}" not in keys_for(member)


def test_keys_board_below_a_closed_one_is_left_out(closed_board, member):
    below = make.board("Below", public=True, parent=closed_board)
    assert f"board:{below.pk}" not in keys_for(AnonymousUser())
    assert f"board:{below.pk}" not in keys_for(member)


def test_keys_cost_the_same_for_many_boards(member, django_assert_max_num_queries):
    for number in range(8):
        make.board(f"Board {number}")
    with django_assert_max_num_queries(3):
        assert len(list(keys(member))) == 8


def test_one_permission_more_takes_none_away(topic, member):
    from machina.apps.forum_permission.shortcuts import assign_perm

    assign_perm("can_post_stickies", member)
    assert may(member, topic) == MEMBERS


def test_new_board_without_rows_is_closed_to_all(member):
    from forum.forum.models import Forum

    bare = Forum.objects.create(name="Bare", type=Forum.FORUM_POST)
    assert Client().get(bare.get_absolute_url()).status_code == 404
    assert f"board:{bare.pk}" not in keys_for(member)
