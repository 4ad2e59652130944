"""All placeholders of a pack in one form, each name once."""

import pytest

from hub.packs.models import Pack
from tests.factories.packs import make_own_pack
from tests.factories.procurement import make_clause


@pytest.fixture
def filled(member, things):
    """A pack of three clauses; two ask for the same thing, in other capitals."""
    notice = make_clause(
        things.clauses,
        "Notice",
        wording="1. Give [[notice period|six months]] at [[ rate |the rate]].",
    )
    closing = make_clause(
        things.clauses,
        "Closing",
        wording="1. Close after [[Notice period|six months]] [[ the place| here]].",
    )
    return make_own_pack(member, things.clause, notice, closing)


def test_same_named_placeholders_are_asked_for_once(member_client, filled):
    page = member_client.get(f"/packs/{filled.pk}/fill/")

    asked = {one.blank.name: one.used_in for one in page.context["asked"]}
    assert asked == {
        "rate": ("Pay for travel time", "Notice"),
        "notice period": ("Notice", "Closing"),
        "the place": ("Closing",),
    }
    assert page.text.count('name="settle-notice-period"') == 1


def test_what_is_put_goes_into_every_clause_and_is_kept(member_client, filled):
    sent = {"settle-notice-period": " nine \n months ", "settle-rate": "£14"}
    response = member_client.post(f"/packs/{filled.pk}/fill/", sent)
    assert response.url == f"/packs/{filled.pk}/"

    page = member_client.get(f"/packs/{filled.pk}/fill/").text
    pack = Pack.objects.get()

    assert pack.settled == {"notice period": "nine months", "rate": "£14"}
    assert 'value="nine months"' in page
    member_client.post(f"/packs/{filled.pk}/share/")
    pack.refresh_from_db()
    shared = member_client.get(pack.shared_path).text
    assert "Give nine months at £14." in shared
    assert "Close after nine months" in shared
    assert "1 of 3 placeholders still open" in member_client.get(response.url).text


def test_emptied_field_is_a_placeholder_again(member_client, filled):
    member_client.post(f"/packs/{filled.pk}/fill/", {"settle-rate": "£14"})
    member_client.post(f"/packs/{filled.pk}/fill/", {"settle-rate": ""})

    assert Pack.objects.get().settled == {}


def test_one_value_too_long_saves_none_and_loses_none(member_client, filled):
    typed = {"settle-rate": "£14", "settle-the-place": "x" * 100_000}

    response = member_client.post(f"/packs/{filled.pk}/fill/", typed)

    assert response.status_code == 200
    assert "Use at most 200 characters." in response.text
    assert 'href="#settle-the-place"' in response.text
    assert "x" * 100_000 in response.text
    assert 'value="£14"' in response.text
    assert Pack.objects.get().settled == {}


def test_what_was_put_into_a_clause_that_is_taken_out_is_not_lost(
    member_client, filled
):
    member_client.post(f"/packs/{filled.pk}/fill/", {"settle-the-place": "Leeds"})
    item = filled.items.last()
    member_client.post(f"/packs/{filled.pk}/things/{item.pk}/remove/")
    member_client.post(f"/packs/{filled.pk}/fill/", {"settle-rate": "£14"})

    assert Pack.objects.get().settled == {"the place": "Leeds", "rate": "£14"}


def test_pack_without_wording_has_nothing_to_fill_in(member_client, member, things):
    pack = make_own_pack(member, things.guide)

    assert "Nothing to fill in" in member_client.get(f"/packs/{pack.pk}/fill/").text
    assert f"/packs/{pack.pk}/fill/" not in member_client.get(f"/packs/{pack.pk}/").text
