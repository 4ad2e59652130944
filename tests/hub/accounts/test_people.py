import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from hub.accounts.models import User, display_name_of
from tests.conftest import PASSWORD


def test_address_is_kept_in_lower_case_however_it_is_given(db):
    made = User.objects.create_user(" Ada@Example.ORG ", display_name="Ada")
    changed = User.objects.get(pk=made.pk)
    changed.email = "ADA.L@example.org"
    changed.save()

    assert made.email == "ada@example.org"
    assert User.objects.get().email == "ada.l@example.org"
    assert User.objects.get_by_natural_key("Ada.L@EXAMPLE.org") == made


def test_address_belongs_to_one_person_whatever_its_case(person):
    person("Ada")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ADA@example.org", display_name="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="aDa@example.org", display_name="Other")])


def test_address_taken_in_another_case_is_a_clear_error(person):
    person("Ada")

    with pytest.raises(ValidationError, match="There is a person with this address"):
        User(email="ADA@example.org", display_name="Other").validate_constraints()


def test_person_without_an_address_is_refused(db):
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_person_without_a_password_cannot_sign_in_with_any(db, client):
    user = User.objects.create_user("ada@example.org", display_name="Ada")

    assert not user.has_usable_password()
    assert not client.login(email="ada@example.org", password="")


def test_person_is_named_by_their_name_and_never_by_their_address(person):
    named, nameless = person("Ada"), person("Grace")
    nameless.display_name = ""

    for user in (named, nameless):
        names = {
            str(user),
            user.first_name,
            user.get_full_name(),
            user.get_short_name(),
            user.get_display_name(),
            display_name_of(user),
        }
        assert names == {"Ada" if user is named else "A member"}


def test_there_is_no_username(db):
    fields = {field.name for field in User._meta.get_fields()}

    assert not fields & {"username", "first_name", "last_name"}


def test_administrator_made_on_the_command_line_signs_in(home, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser",
        email="Root@Example.org",
        display_name="Root",
        interactive=False,
        verbosity=0,
    )
    client = Client()

    response = client.post(
        "/accounts/login/?next=/admin/",
        {"login": "root@example.org", "password": PASSWORD, "next": "/admin/"},
    )

    assert response.url == "/admin/"
    assert client.get("/admin/").status_code == 200
