import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import Page, PageViewRestriction

from hub.core import visibility
from hub.core.visibility import MEMBERS, PUBLIC, keys_for, page_key, pages_visible_to
from hub.home.models import StandardPage

VISITOR = AnonymousUser()


@pytest.fixture
def parent(home):
    return home.add_child(instance=StandardPage(title="Over", slug="over"))


@pytest.fixture
def page(parent):
    parent.add_child(instance=StandardPage(title="Open", slug="open"))
    return parent.add_child(instance=StandardPage(title="Told", slug="told"))


def restrict(page, kind):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="secret"
    )
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name="Editors"))


def seen(user):
    pages = pages_visible_to(user, Page.objects.filter(slug__in=["told", "open"]))
    return sorted(pages.values_list("slug", flat=True))


def test_page_without_restriction_is_public_and_listed_for_a_visitor(page):
    assert page_key(page) == PUBLIC
    assert seen(VISITOR) == ["open", "told"]


@pytest.mark.parametrize(
    ("kind", "key", "member_sees"),
    [
        ("login", MEMBERS, ["open", "told"]),
        ("groups", None, ["open"]),
        ("password", None, ["open"]),
    ],
)
def test_restriction_on_the_page_hides_it_alone(page, person, kind, key, member_sees):
    restrict(page, kind)

    assert page_key(page) == key
    assert seen(VISITOR) == ["open"]
    assert seen(person()) == member_sees


@pytest.mark.parametrize(
    ("kind", "key", "member_sees"),
    [
        ("login", MEMBERS, ["open", "told"]),
        ("groups", None, []),
        ("password", None, []),
    ],
)
def test_restriction_on_an_ancestor_hides_all_below(
    page, parent, person, kind, key, member_sees
):
    restrict(parent, kind)

    assert page_key(page) == key
    assert seen(VISITOR) == []
    assert seen(person()) == member_sees


def test_page_behind_login_and_password_has_no_key(page, parent):
    restrict(parent, "login")
    restrict(page, "password")

    assert page_key(page) is None


def test_draft_has_no_key_and_is_listed_for_nobody(page, person):
    page.unpublish()

    assert page_key(page) is None
    assert seen(VISITOR) == ["open"]
    assert seen(person(is_superuser=True)) == ["open"]


def test_visitor_holds_the_public_key_and_a_member_both(person):
    assert {PUBLIC, MEMBERS} & keys_for(VISITOR) == {PUBLIC}
    assert {PUBLIC, MEMBERS} & keys_for(person()) == {PUBLIC, MEMBERS}


def test_person_switched_off_sees_what_a_visitor_sees(page, person):
    restrict(page, "login")
    gone = person(is_active=False)

    assert keys_for(gone) == keys_for(VISITOR)
    assert seen(gone) == ["open"]


def test_person_switched_off_gets_no_keys_of_their_own_from_a_provider(
    person, monkeypatch
):
    monkeypatch.setattr(visibility, "_providers", [])
    visibility.register_provider(lambda user: [f"own:{user.pk}"])
    here, gone = person("Ada"), person("Grace", is_active=False)

    assert keys_for(here) == {PUBLIC, MEMBERS, f"own:{here.pk}"}
    assert keys_for(gone) == keys_for(VISITOR) == {PUBLIC, "own:None"}


def test_provider_registered_twice_is_asked_once(monkeypatch):
    asked = []
    monkeypatch.setattr(visibility, "_providers", [])

    def provider(user):
        asked.append(user)
        return ["board:7"]

    visibility.register_provider(provider)
    visibility.register_provider(provider)

    assert keys_for(VISITOR) == {PUBLIC, "board:7"}
    assert asked == [VISITOR]
