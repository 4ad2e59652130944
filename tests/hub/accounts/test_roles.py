"""Which role may do what, and that no role can climb into another."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import call_command
from django.test import Client

from hub.accounts import roles
from hub.accounts.models import User
from hub.accounts.roles import Role, may_change, permissions_exist, roles_of
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(home):
    return make_staff("Cleo", roles.COORDINATORS)


@pytest.fixture
def desk(coordinator, client_for):
    return client_for(coordinator)


def labels_of(group: str) -> set[str]:
    rows = Permission.objects.filter(group__name=group)
    return {f"{one.content_type.app_label}.{one.codename}" for one in rows}


@pytest.mark.parametrize("group", roles.PERMISSIONS)
def test_groups_have_what_is_written_down_after_migrating(group):
    assert set(roles.PERMISSIONS[group]) <= labels_of(group)


def test_giving_again_keeps_a_sites_own_rights_and_repeats_nothing():
    extra = Permission.objects.get(codename="add_group")
    coordinators = Group.objects.get(name=roles.COORDINATORS)
    coordinators.permissions.add(extra)
    before = labels_of(roles.COORDINATORS), Permission.objects.count()

    roles.give_permissions()

    assert (labels_of(roles.COORDINATORS), Permission.objects.count()) == before


def test_giving_brings_back_what_was_lost_and_our_groups_but_not_wagtails():
    Group.objects.filter(name__in=[roles.COORDINATORS, roles.EDITORS]).delete()

    roles.give_permissions()

    assert set(roles.PERMISSIONS[roles.COORDINATORS]) <= labels_of(roles.COORDINATORS)
    assert not Group.objects.filter(name=roles.EDITORS).exists()


def test_permission_that_no_model_defines_is_an_error(monkeypatch):
    assert permissions_exist() == []
    monkeypatch.setitem(
        roles.PERMISSIONS, roles.EDITORS, ("directory.fly_organisation",)
    )

    (error,) = permissions_exist()

    assert "directory.fly_organisation" in error.msg


def test_editors_and_board_moderators_hold_nothing_of_the_coordinators():
    theirs = labels_of(roles.EDITORS) | labels_of(roles.BOARD_MODERATORS)
    assert "accounts.change_user" not in theirs
    assert not labels_of(roles.BOARD_MODERATORS)


def test_roles_follow_from_account_and_groups(person, home):
    off = person("Off", is_active=False)
    waiting = person("Waiting", approved_at=None)
    both = make_staff("Bo", roles.EDITORS)
    both.groups.add(Group.objects.get(name=roles.BOARD_MODERATORS))

    assert roles_of(AnonymousUser()) == roles_of(off) == {Role.VISITOR}
    assert roles_of(waiting) == {Role.APPLICANT}
    assert roles_of(person("Ada")) == {Role.MEMBER}
    assert roles_of(both) == {Role.MEMBER, Role.EDITOR, Role.BOARD_MODERATOR}
    assert Role.ADMINISTRATOR in roles_of(person("Root", is_superuser=True))


def test_coordinator_changes_a_members_name_and_makes_a_board_moderator(desk, person):
    ada = person("Ada")
    board_moderators = Group.objects.get(name=roles.BOARD_MODERATORS)
    sent = {
        "display_name": "Ada L",
        "is_active": "on",
        "groups": [board_moderators.pk],
    }

    response = desk.post(f"/admin/users/edit/{ada.pk}/", sent)

    ada.refresh_from_db()
    assert response.status_code == 302
    assert (ada.display_name, list(ada.groups.all())) == ("Ada L", [board_moderators])


def test_coordinator_cannot_make_an_administrator_or_take_an_account(desk, person):
    ada = person("Ada")
    before = (ada.email, ada.password)
    page = desk.get(f"/admin/users/edit/{ada.pk}/").text
    sent = {
        "display_name": "Ada",
        "email": "mine@example.org",
        "is_active": "on",
        "is_superuser": "on",
        "is_staff": "on",
        "password1": "a password of my own",
        "password2": "a password of my own",
    }

    desk.post(f"/admin/users/edit/{ada.pk}/", sent)

    ada.refresh_from_db()
    assert (ada.is_superuser, ada.is_staff) == (False, False)
    assert (ada.email, ada.password) == before
    assert 'name="is_superuser"' not in page
    assert 'name="password1"' not in page


@pytest.mark.parametrize("group", [roles.COORDINATORS, roles.EDITORS, roles.PUBLISHERS])
def test_coordinator_cannot_put_anybody_into_a_group_with_more(desk, person, group):
    ada = person("Ada")
    wanted = Group.objects.get(name=group).pk

    desk.post(
        f"/admin/users/edit/{ada.pk}/",
        {"display_name": "Ada", "is_active": "on", "groups": [wanted]},
    )
    desk.post(f"/admin/bulk/accounts/user/assign_role/?id={ada.pk}", {"role": wanted})

    assert not ada.groups.exists()


def test_groups_that_are_not_a_coordinators_to_give_stay_with_the_member(desk, person):
    ada = person("Ada")
    readers = Group.objects.create(name="Readers of minutes")
    ada.groups.add(readers)

    desk.post(
        f"/admin/users/edit/{ada.pk}/", {"display_name": "Ada", "is_active": "on"}
    )

    assert list(ada.groups.all()) == [readers]


@pytest.fixture(params=["administrator", "editor", "coordinator", "themselves", "off"])
def above(request, person, coordinator):
    """People whom a coordinator may not change."""
    return {
        "administrator": lambda: person("Root", is_superuser=True),
        "editor": lambda: make_staff("Eve", roles.EDITORS),
        "coordinator": lambda: make_staff("Cato", roles.COORDINATORS),
        "themselves": lambda: coordinator,
        "off": lambda: person("Old Root", is_superuser=True, is_active=False),
    }[request.param]()


def test_coordinator_cannot_change_who_works_in_the_admin(desk, above):
    before = User.objects.filter(pk=above.pk).values().get()
    groups = set(above.groups.all())
    address = f"/admin/users/edit/{above.pk}/"

    assert desk.get(address).status_code == 302
    desk.post(address, {"display_name": "Changed", "groups": []})
    for state in ("True", "False"):
        desk.post(
            f"/admin/bulk/accounts/user/set_active_state/?id={above.pk}",
            {"mark_as_active": state},
        )

    after = User.objects.filter(pk=above.pk).values().get()
    assert {**after, "last_login": None} == {**before, "last_login": None}
    assert set(above.groups.all()) == groups


def test_coordinator_switches_members_off_together(desk, person):
    ada = person("Ada")

    desk.post(
        f"/admin/bulk/accounts/user/set_active_state/?id={ada.pk}&next=/admin/users/",
        {"mark_as_active": "False"},
    )

    assert not User.objects.get(pk=ada.pk).is_active


def test_coordinator_opens_no_accounts_and_no_groups(desk):
    assert desk.get("/admin/users/").status_code == 200
    for address in ("/admin/users/new/", "/admin/groups/", "/admin/groups/new/"):
        assert desk.get(address).status_code == 302


def test_nobody_without_the_permission_changes_accounts(person):
    ada, bob = person("Ada"), person("Bob")
    assert not may_change(ada, bob)
    assert not may_change(ada, ada)
    assert may_change(person("Root", is_superuser=True), bob)


def test_prepare_command_gives_permissions_too(monkeypatch):
    """`migrate` tells when it is done even if there was nothing to do."""
    given = []
    monkeypatch.setattr(roles, "give_permissions", lambda: given.append(1))
    call_command("migrate", interactive=False, verbosity=0)
    assert given


def test_session_of_who_was_not_let_in_is_a_visitors(home, person, client_for):
    waiting = person("Waiting", approved_at=None)
    page = client_for(waiting).get("/")
    assert "Waiting" not in page.text
    assert page.text == Client().get("/").text
    assert client_for(person("Ada")).get("/").text != page.text
