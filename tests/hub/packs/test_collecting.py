"""Adding to a pack: by anybody, by a plain form, with what was typed on the page."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from hub.packs import actions
from hub.packs.models import Pack
from tests.factories.packs import KINDS, make_own_pack
from tests.factories.procurement import make_clause

RATE = "/packs/add/clause/pay-for-travel-time/?settle-rate=%C2%A314"


def address_of(thing) -> str:
    kind = KINDS[type(thing)._meta.model_name]
    return f"/packs/add/{kind}/{thing.slug}/"


def test_visitor_collects_one_thing_of_each_kind_into_one_pack(client, every_thing):
    client.post(address_of(every_thing[0]), {"name": "For the board"})
    pack = Pack.objects.get()
    for thing in every_thing[1:]:
        response = client.post(address_of(thing), {"pack": pack.pk})
        assert response.url == f"/packs/{pack.pk}/"

    page = client.get(f"/packs/{pack.pk}/").text

    assert [one.kind for one in pack.items.all()] == list(KINDS.values())
    assert [page.index(str(thing)) for thing in every_thing] == sorted(
        page.index(str(thing)) for thing in every_thing
    )


def test_page_of_each_kind_offers_the_pack_without_token_cookie_or_session(
    client, every_thing
):
    for thing in every_thing:
        response = client.get(thing.url)
        assert address_of(thing) in response.text
        assert "csrfmiddlewaretoken" not in response.text
        assert not response.cookies
    assert not Session.objects.exists()


def test_looking_at_the_form_opens_no_session(client, things):
    client.get(RATE)
    client.get("/packs/")
    client.get("/packs/new/")

    assert not Session.objects.exists()
    assert "sessionid" not in client.cookies


def test_form_without_its_token_is_refused(things):
    client = Client(enforce_csrf_checks=True)

    response = client.post(address_of(things.clause), {"name": "Mine"})

    assert response.status_code == 403
    assert not Pack.objects.exists()


def test_form_with_its_token_is_taken(things):
    client = Client(enforce_csrf_checks=True)
    page = client.get(address_of(things.clause))
    token = page.context["csrf_token"]

    sent = {"name": "Mine", "csrfmiddlewaretoken": str(token)}
    client.post(address_of(things.clause), sent)

    assert Pack.objects.get().name == "Mine"


def test_what_was_typed_on_the_clause_comes_along(client, things):
    page = client.get(RATE).text
    assert 'value="£14"' in page

    client.post(RATE, {"name": "Mine", "settle-rate": "£14 an hour"})

    assert Pack.objects.get().settled == {"rate": "£14 an hour"}


def test_clause_page_sends_its_form_to_the_pack(client, things):
    page = client.get(things.clause.url).text

    assert 'formaction="/packs/add/clause/pay-for-travel-time/"' in page


def test_value_that_is_too_long_is_said_beside_its_field_and_not_lost(client, things):
    typed = "a" * 100_000

    response = client.post(
        address_of(things.clause), {"name": "Mine", "settle-rate": typed}
    )

    assert response.status_code == 200
    assert "Use at most 200 characters." in response.text
    assert typed in response.text
    assert not Pack.objects.exists()


def test_new_pack_without_a_name_is_asked_for_one(client, things):
    response = client.post(address_of(things.clause), {"name": " \x00 "})

    assert "Give the pack a name." in response.text
    assert not Pack.objects.exists()


def test_second_pack_without_a_name_is_asked_for_one(member_client, member, things):
    make_own_pack(member)

    response = member_client.post(
        address_of(things.clause), {"pack": "new", "name": ""}
    )

    assert "Give the new pack a name." in response.text
    assert Pack.objects.count() == 1


@pytest.mark.parametrize(
    "choice",
    ["", "0", "x", "9" * 5_000, "\x00", "-1"],
    ids=lambda typed: ascii(typed)[:9],
)
def test_pack_that_was_not_offered_is_refused_in_a_sentence(
    member_client, member, things, choice
):
    make_own_pack(member)

    response = member_client.post(address_of(things.clause), {"pack": choice})

    assert response.status_code == 200
    assert "There is a problem" in response.text


def test_pack_of_somebody_else_cannot_be_added_to(
    member_client, member, person, things
):
    make_own_pack(member)
    other = make_own_pack(person("Olga Other"))

    response = member_client.post(address_of(things.clause), {"pack": other.pk})

    assert "Choose one of your packs" in response.text
    assert not other.items.exists()


def test_thing_that_is_in_the_pack_already_stays_where_it_is(
    member_client, member, things
):
    pack = make_own_pack(member, things.clause, things.route)

    response = member_client.post(
        address_of(things.clause), {"pack": pack.pk}, follow=True
    )

    assert "was in this pack already" in response.text
    assert [one.kind for one in pack.items.all()] == ["clause", "route"]


@pytest.mark.parametrize(
    "address",
    [
        "/packs/add/clause/nothing/",
        "/packs/add/nothing/pay-for-travel-time/",
        "/packs/add/guide/pay-for-travel-time/",
    ],
)
def test_thing_that_is_not_there_cannot_be_added(client, things, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "Mine"}).status_code == 404


def test_draft_cannot_be_added(client, things):
    draft = make_clause(things.clauses, "Secret wording", live=False)

    response = client.post(address_of(draft), {"name": "Mine"})

    assert response.status_code == 404
    assert not Pack.objects.exists()


def test_pack_that_is_full_says_so(member_client, member, things, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ITEMS", 1)
    pack = make_own_pack(member, things.route)

    response = member_client.post(address_of(things.clause), {"pack": pack.pk})

    assert "no more fit" in response.text
    assert pack.items.count() == 1


def test_pack_too_many_is_refused_in_a_sentence(
    member_client, member, things, monkeypatch
):
    monkeypatch.setattr(actions, "MOST_PACKS", 1)
    make_own_pack(member)

    sent = {"pack": "new", "name": "Another"}
    response = member_client.post(address_of(things.clause), sent)

    assert "Delete one first" in response.text
    assert 'value="Another"' in response.text
    assert Pack.objects.count() == 1


def test_visitors_who_make_packs_without_end_are_stopped(client, things, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "make_pack": "2/h/ip"
    }
    answers = [
        Client().post("/packs/new/", {"name": "Mine"}).status_code for _ in range(3)
    ]

    assert answers == [302, 302, 200]
    assert Pack.objects.count() == 2
