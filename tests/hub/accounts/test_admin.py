import pytest
from bs4 import BeautifulSoup

from hub.accounts.models import User

NEW = "a brand new password"


@pytest.fixture
def root(home, person):
    return person("Root", is_superuser=True)


@pytest.fixture
def staff(root, client_for):
    return client_for(root)


def page_of(response):
    return BeautifulSoup(response.content, "html5lib")


def asked(response):
    questions = page_of(response).select("main form [name]")
    return {question["name"] for question in questions}


@pytest.mark.parametrize(
    "order",
    [
        "",
        "display_name",
        "-display_name",
        "name",
        "email",
        "-email",
        "is_active",
        "last_login",
    ],
)
def test_people_are_listed_in_any_order(staff, person, order):
    person("Ada")

    response = staff.get("/admin/users/", {"ordering": order} if order else {})

    assert response.status_code == 200
    rows = page_of(response).select("table.listing tbody tr")
    names = [row.select_one("td.name a").text.strip() for row in rows]
    assert sorted(names) == ["Ada", "Root"]


@pytest.mark.parametrize("words", ["Lovelace", "ada.lov"])
def test_people_are_found_by_name_and_by_address(staff, person, words):
    person("Ada Lovelace")
    person("Grace Hopper")

    response = staff.get("/admin/users/", {"q": words})

    assert b"Ada Lovelace" in response.content
    assert b"Grace Hopper" not in response.content


def test_person_is_added_with_one_name(staff):
    form = staff.get("/admin/users/new/")
    sent = {
        "email": "Ada@Example.org",
        "display_name": "Ada",
        "password1": NEW,
        "password2": NEW,
    }
    staff.post("/admin/users/new/", sent)

    added = User.objects.get(email="ada@example.org")
    assert {"email", "display_name", "password1", "is_superuser", "groups"} <= asked(
        form
    )
    assert not {"first_name", "last_name", "username"} & asked(form)
    assert added.display_name == "Ada"
    assert added.check_password(NEW)


def test_person_with_a_weak_password_is_not_added(staff):
    sent = {
        "email": "ada@example.org",
        "display_name": "Ada",
        "password1": "password1234",
        "password2": "password1234",
    }
    response = staff.post("/admin/users/new/", sent)

    assert response.context["form"].errors
    assert User.objects.count() == 1


def test_address_in_use_in_another_case_is_refused_with_the_reason(staff, person):
    person("Ada")
    sent = {
        "email": "ADA@example.org",
        "display_name": "Other",
        "password1": NEW,
        "password2": NEW,
    }

    response = staff.post("/admin/users/new/", sent)

    assert response.status_code == 200
    assert b"with this address already" in response.content
    assert User.objects.count() == 2


def test_person_is_edited_and_switched_off(staff, person):
    ada = person("Ada")
    address = f"/admin/users/edit/{ada.pk}/"
    form = staff.get(address)
    staff.post(address, {"email": "ADA@example.org", "display_name": "Ada L"})

    ada.refresh_from_db()
    assert {"email", "display_name", "is_active", "groups"} <= asked(form)
    assert (ada.email, ada.display_name) == ("ada@example.org", "Ada L")
    assert not ada.is_active


def test_person_is_not_deleted_and_the_reason_is_said(staff, person):
    ada = person("Ada")

    for method in (staff.get, staff.post):
        response = method(f"/admin/users/delete/{ada.pk}/", follow=True)
        assert b"People are not deleted" in response.content

    assert User.objects.filter(pk=ada.pk).exists()


@pytest.mark.parametrize("chosen", ["id", "all"])
def test_people_are_not_deleted_in_bulk_and_the_reason_is_said(staff, person, chosen):
    ada = person("Ada")
    query = f"id={ada.pk}" if chosen == "id" else "id=all"

    for method in (staff.get, staff.post):
        response = method(
            f"/admin/bulk/accounts/user/delete/?{query}&next=/admin/users/", follow=True
        )
        assert b"People are not deleted" in response.content

    assert User.objects.filter(pk=ada.pk).exists()


def test_people_are_still_switched_off_in_bulk(staff, person):
    ada = person("Ada")

    staff.post(
        f"/admin/bulk/accounts/user/set_active_state/?id={ada.pk}&next=/admin/users/",
        {"mark_as_active": "False"},
    )

    ada.refresh_from_db()
    assert not ada.is_active


def test_account_page_asks_for_the_one_name_and_keeps_it(staff, root):
    form = staff.get("/admin/account/")
    sent = {
        "name_email-display_name": "Root Two",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
    }
    response = staff.post("/admin/account/", sent)

    root.refresh_from_db()
    assert "name_email-display_name" in asked(form)
    assert not {"name_email-first_name", "name_email-email"} & asked(form)
    assert response.status_code == 302
    assert root.display_name == "Root Two"


def test_account_page_offers_no_picture_that_could_not_be_shown(staff):
    assert "avatar-avatar" not in asked(staff.get("/admin/account/"))


def test_account_page_is_for_those_who_edit(home, person, client_for):
    assert client_for(person("Ada")).get("/admin/account/").status_code == 302


def test_editor_greets_by_name_and_not_by_address(staff, root):
    html = staff.get("/admin/").content.decode()

    assert "Root" in html
    assert root.email not in html


def test_people_are_for_administrators_alone(home, client_for):
    from tests.factories.accounts import make_staff

    editor = client_for(make_staff("Grace", "Editors"))

    assert editor.get("/admin/users/").status_code == 302
