"""Boards in the admin against those who may not change them: S10 and S11."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from forum.adapter.permissions import is_public
from forum.forum.models import Forum
from hub.accounts import roles
from tests.factories import forum as make
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db

RIGHTS = "/admin/boards/rights/"


@pytest.fixture
def staff(person):
    """Somebody who may open the admin, and nothing in it."""
    staff = person("Sam Staff", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return staff


def test_s10_s11_table_and_order_are_for_those_who_may_change_boards(
    client_for, board, staff
):
    """S10, S11: being staff is not enough to see or to change what a board is."""
    second = make.board("Second")
    move = reverse("boards:place", args=[second.pk, "up"])
    for one in (
        staff,
        make_staff("Cleo", roles.COORDINATORS),
        make_staff("Edda", roles.EDITORS),
    ):
        client = client_for(one)
        assert client.get(RIGHTS).status_code == 302
        assert client.post(move).status_code == 302
    assert list(Forum.objects.all()) == [board, second]


def test_s10_staff_without_the_permission_cannot_open_a_board(client_for, staff, board):
    """S10: machina's permission pages ask only whether somebody is staff."""
    client = client_for(staff)
    make.close(board)
    sent = {"name": "Mine", "description": "", "readers": "public", "state": "open"}
    client.post(reverse("boards:edit", args=[board.pk]), sent)
    board.refresh_from_db()
    assert board.name == "Working in care"
    assert not is_public(board)


def test_s10_s11_machinas_own_admin_is_not_there(admin):
    """S10, S11: it changes permissions and moves boards on too little.

    With it went the addresses that took nothing but numbers for people (UUIDs).
    """
    for address in ("/django-admin/", "/admin/forum/forum/1/move-forum/up/"):
        assert admin.get(address).status_code == 404


@pytest.mark.parametrize("way", ["up", "down"])
def test_s11_asking_for_the_address_that_moves_a_board_moves_nothing(admin, board, way):
    """S11: a link that an administrator follows moved the board."""
    second, third = make.board("Second"), make.board("Third")
    for method in (admin.get, admin.head, admin.options):
        answer = method(f"/admin/boards/{second.pk}/{way}/place/")
        assert answer.status_code == 405, method
    assert list(Forum.objects.all()) == [board, second, third]
