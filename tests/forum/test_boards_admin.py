"""Boards in the Wagtail admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from forum.adapter.permissions import is_public
from forum.forum.models import Forum
from hub.core.models import Topic as Tag
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client_for, person):
    return client_for(person("Ada Admin", is_superuser=True, is_staff=True))


def test_administrator_opens_a_members_board(admin):
    tag = Tag.objects.first()
    response = admin.post(
        reverse("boards:add"),
        {
            "name": "Chairs",
            "description": "A room.",
            "members_only": "on",
            "topics": tag.pk,
        },
    )
    assert response.status_code == 302
    board = Forum.objects.get()
    assert not is_public(board)
    assert list(board.profile.topics.all()) == [tag]
    assert Client().get(board.get_absolute_url()).status_code == 404


def test_administrator_opens_a_board_to_visitors_and_closes_it(admin, members_board):
    address = reverse("boards:edit", args=[members_board.pk])
    assert "checked" in admin.get(address).text
    admin.post(address, {"name": "Open room", "description": ""})
    board = Forum.objects.get()
    assert is_public(board)
    assert Client().get(board.get_absolute_url()).status_code == 200
    admin.post(address, {"name": "Open room", "description": "", "members_only": "on"})
    assert not is_public(board)


def test_board_is_listed_and_cannot_be_deleted(admin, topic):
    assert "Working in care" in admin.get(reverse("boards:index")).text
    response = admin.post(reverse("boards:delete", args=[topic.forum_id]))
    assert response.status_code == 302
    assert Forum.objects.exists()


def test_s10_staff_without_the_permission_cannot_open_a_board(
    client_for, person, board
):
    """S10: machina's permission pages ask only whether somebody is staff."""
    staff = person("Sam Staff", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = client_for(staff)
    make.close(board)
    client.post(
        reverse("boards:edit", args=[board.pk]), {"name": "Mine", "description": ""}
    )
    board.refresh_from_db()
    assert board.name == "Working in care"
    assert not is_public(board)


def test_s10_s11_machinas_own_admin_is_not_there(admin):
    """S10, S11: it changes permissions and moves boards on too little."""
    for address in ("/django-admin/", "/admin/forum/forum/1/move-forum/up/"):
        assert admin.get(address).status_code == 404
