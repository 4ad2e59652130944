"""Who is signed in, and whether the header offers the admin, in one query."""

import pytest
from django.contrib.auth.models import Group, Permission

from hub.accounts.backends import MemberBackend
from hub.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def opens_admin():
    return Permission.objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )


def found(user) -> User:
    return MemberBackend().get_user(user.pk)


def test_member_does_not_open_the_admin(person, django_assert_num_queries):
    member = person("Mo Member")
    with django_assert_num_queries(1):
        assert found(member).opens_admin is False


@pytest.mark.parametrize("through", ["group", "person", "administrator"])
def test_admin_is_open_to_whoever_has_the_permission(
    person, opens_admin, through, django_assert_num_queries
):
    editor = person("Edi Editor", is_superuser=through == "administrator")
    if through == "group":
        group = Group.objects.create(name="Some editors")
        group.permissions.add(opens_admin)
        editor.groups.add(group)
    if through == "person":
        editor.user_permissions.add(opens_admin)
    with django_assert_num_queries(1):
        assert found(editor).opens_admin is True
    # What was not loaded that way asks Django, and is told the same.
    assert User.objects.get(pk=editor.pk).opens_admin is True


def test_whoever_was_switched_off_is_not_found(person):
    off = person("Olly Off", is_active=False)
    assert found(off) is None
    assert MemberBackend().get_user(off.pk + 1000) is None
