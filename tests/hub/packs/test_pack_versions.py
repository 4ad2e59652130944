"""A pack keeps the wording it was given, and says when there is a newer one."""

import datetime as dt
import io

import pytest
from docx import Document

from hub.packs.models import Pack
from hub.procurement.models import ClausePage
from tests.factories.packs import make_own_pack


def publish_anew(clause, version="0.2", **fields) -> ClausePage:
    """Publish another wording, as an editor would."""
    page = ClausePage.objects.get(pk=clause.pk)
    page.version, page.version_date = version, dt.date(2026, 11, 20)
    page.wording = "1. The Supplier will pay double [[rate|the hourly rate]]."
    page.version_note = "Doubled."
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return ClausePage.objects.get(pk=clause.pk)


def words_of(response) -> str:
    document = Document(io.BytesIO(response.content))
    return "\n".join(one.text for one in document.paragraphs)


@pytest.fixture
def pack(member, things):
    """A pack that holds version 0.1 of a clause, which 0.2 has followed since."""
    pack = make_own_pack(member, things.clause, rate="£14")
    publish_anew(things.clause)
    return pack


def test_newer_version_is_told_with_what_differs(member_client, pack, things):
    page = member_client.get(f"/packs/{pack.pk}/").text

    address = f"{things.clause.url}diff/0.1..0.2/"
    assert "Version 0.2 is in use now" in page
    assert address in page
    assert member_client.get(address).status_code == 200


def test_version_in_use_says_nothing_of_newer_ones(member_client, member, things):
    pack = make_own_pack(member, things.clause)

    page = member_client.get(f"/packs/{pack.pk}/").text

    assert "is in use now" not in page
    assert "version 0.1" in page


def test_draft_of_a_newer_version_is_not_told(member_client, member, things):
    pack = make_own_pack(member, things.clause)
    page = ClausePage.objects.get(pk=things.clause.pk)
    page.version, page.wording = "0.9", "1. Secret wording."
    page.save_revision()

    shown = member_client.get(f"/packs/{pack.pk}/").text

    assert "0.9" not in shown
    assert "Secret" not in words_of(member_client.get(f"/packs/{pack.pk}/pack.docx"))


def test_download_uses_the_version_held_and_says_so(member_client, pack):
    words = words_of(member_client.get(f"/packs/{pack.pk}/pack.docx"))

    assert "The Supplier will pay £14" in words
    assert "double" not in words
    assert "Version 0.1 of 1 November 2026." in words
    assert "A newer one is in use now: version 0.2." in words


def test_newer_version_is_taken_when_told_to(member_client, pack):
    item = pack.items.get()
    member_client.post(f"/packs/{pack.pk}/things/{item.pk}/newest/")

    words = words_of(member_client.get(f"/packs/{pack.pk}/pack.docx"))

    assert pack.items.get().version == "0.2"
    assert "The Supplier will pay double £14" in words
    assert "A newer one" not in words
    assert "is in use now" not in member_client.get(f"/packs/{pack.pk}/").text


def test_taking_what_is_not_newer_changes_nothing(member_client, member, things):
    pack = make_own_pack(member, things.clause, things.route)
    for item in pack.items.all():
        address = f"/packs/{pack.pk}/things/{item.pk}/newest/"
        assert member_client.post(address).status_code == 302

    assert [one.version for one in pack.items.all()] == ["0.1", ""]


def test_held_wording_of_a_superseded_clause_says_that_it_is(member_client, pack):
    publish_anew(
        ClausePage.objects.get(pk=pack.items.get().thing_id),
        version="0.3",
        status="superseded",
    )

    words = words_of(member_client.get(f"/packs/{pack.pk}/pack.docx"))

    assert "Superseded: do not use this wording" in words
    assert "Version 0.1" in words


def test_reading_a_pack_never_changes_the_clause(member_client, pack, things):
    before = ClausePage.objects.values().get(pk=things.clause.pk)
    for tail in ("", "fill/", "pack.docx", "pack.odt"):
        member_client.get(f"/packs/{pack.pk}/{tail}")

    assert ClausePage.objects.values().get(pk=things.clause.pk) == before


def test_placeholders_asked_for_are_those_of_the_version_held(
    member_client, member, things
):
    pack = make_own_pack(member, things.clause)
    publish_anew(things.clause, wording="1. The Supplier will pay [[sum|something]].")

    asked = member_client.get(f"/packs/{pack.pk}/fill/").context["asked"]

    assert [one.blank.name for one in asked] == ["rate"]
    assert Pack.objects.get().items.get().version == "0.1"
