"""Whoever reads a board fetches the files on it, however the board was arranged."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client

from forum.adapter.permissions import READ, Readers, State, arrange
from forum.forum_permission.models import GroupForumPermission, UserForumPermission
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(topic, other):
    return make_files.attached(make.reply(topic, other))


def fetches(client, file) -> bool:
    page = client.get(file.post.topic.get_absolute_url())
    is_named = page.status_code == 200 and file.name in page.text
    answer = client.get(file.get_absolute_url()).status_code
    assert answer == (200 if is_named else 404)
    return is_named


@pytest.mark.parametrize("state", State.values)
def test_files_of_an_arranged_public_board_are_everybodys(
    client_for, board, file, member, moderator, state
):
    arrange(board, readers=Readers.PUBLIC, state=state)
    for client in (Client(), client_for(member), client_for(moderator)):
        assert fetches(client, file)


@pytest.mark.parametrize("state", State.values)
def test_files_of_an_arranged_members_board_are_the_members(
    client_for, board, file, member, state
):
    arrange(board, readers=Readers.MEMBERS, state=state)
    assert fetches(client_for(member), file)
    assert not fetches(Client(), file)


@pytest.mark.parametrize("state", State.values)
def test_files_of_an_arranged_private_board_are_the_groups(
    client_for, board, file, member, other, state
):
    chairs = Group.objects.create(name="Chairs")
    member.groups.add(chairs)
    arrange(board, readers=Readers.GROUPS, groups=[chairs], state=state)
    assert fetches(client_for(member), file)
    assert not fetches(client_for(other), file)


def rows() -> set:
    users = UserForumPermission.objects.values_list(
        "forum", "permission__codename", "anonymous_user", "has_perm"
    )
    groups = GroupForumPermission.objects.values_list(
        "forum", "permission__codename", "group__name", "has_perm"
    )
    return {*users, *groups}


def test_boards_arranged_before_files_came_are_mended_and_others_left(
    client_for, board, file, member
):
    chairs = Group.objects.create(name="Chairs")
    arrange(board, readers=Readers.PUBLIC, state=State.CLOSED)
    closed = make.board("Private")
    arrange(closed, readers=Readers.GROUPS, groups=[chairs], state=State.CLOSED)
    refused = make.board("Without files")
    UserForumPermission.objects.filter(
        forum=refused, permission__codename="can_download_file"
    ).update(has_perm=False)
    as_arranged_now = rows()
    for model in (UserForumPermission, GroupForumPermission):
        of_boards = model.objects.filter(forum__in=[board, closed])
        of_boards.filter(permission__codename="can_download_file").delete()
    assert set(READ) <= {codename for _, codename, *_ in rows()}
    assert not fetches(Client(), file)

    migration = import_module("forum.files.migrations.0003_readers_fetch_files")
    for _ in range(2):
        migration.let_readers_fetch(apps, None)

    assert rows() == as_arranged_now
    assert fetches(Client(), file)
    assert migration.Migration.operations[0].reversible
