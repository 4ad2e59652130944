"""Entries as documents: what the public profile shows, and no more."""

import io

import pytest
from docx import Document

from hub.directory.download_sources import OrganisationDocument
from hub.directory.vocabulary import ShownTo
from tests.factories.directory import make_organisation


def words_of(client, organisation) -> str:
    response = client.get(f"/downloads/organisation/{organisation.slug}.docx")
    assert response.status_code == 200
    document = Document(io.BytesIO(response.content))
    return "\n".join(one.text for one in document.paragraphs)


def test_entry_is_a_word_file_with_what_is_known_of_it(client, home):
    one = make_organisation(
        description="<h2>Who we are</h2><p>Neighbours.</p>",
        membership="One share each.",
        services=("home_care",),
        place="Leeds",
        address="1 Mill Lane\nLeeds",
        postcode="LS1 1AA",
        sources=1,
    )
    words = words_of(client, one)

    for told in (
        "Equal Care",
        "Who we are",
        "Neighbours.",
        "One share each.",
        "Home care",
        "1 Mill Lane, Leeds, LS1 1AA",
        "Source 0",
        "/co-ops/equal-care/",
    ):
        assert told in words


def test_masked_address_is_masked_in_the_file_too(client, home):
    one = make_organisation(
        address="1 Secret Lane", postcode="LS1 1AA", masks_address=True
    )
    words = words_of(client, one)

    assert "Secret Lane" not in words
    assert "1AA" not in words
    assert "LS1 (postcode district; the exact address is not published)" in words


@pytest.mark.parametrize("shown_to", [ShownTo.MEMBERS, ShownTo.NOBODY])
def test_ways_to_reach_it_that_are_for_members_are_in_no_file(
    client_for, person, home, shown_to
):
    one = make_organisation(
        email="secret@example.org",
        email_shown_to=shown_to,
        phone="0113 496 0000",
        phone_shown_to=shown_to,
    )
    # A file is passed on, whoever takes it.
    words = words_of(client_for(person()), one)

    assert "secret@example.org" not in words
    assert "0113" not in words


def test_draft_has_no_file(client, home):
    draft = make_organisation("Secret Start", live=False)

    assert client.get(f"/downloads/organisation/{draft.slug}.docx").status_code == 404
    assert client.get("/downloads/organisation/nothing.docx").status_code == 404


def test_profile_offers_the_files(client, home):
    one = make_organisation()

    page = client.get(one.url).text

    assert "/downloads/organisation/equal-care.odt" in page
    assert "/packs/add/organisation/equal-care/" in page


@pytest.mark.parametrize("number", [1, 30])
def test_many_entries_take_the_same_number_of_queries(
    home, django_assert_num_queries, number
):
    from django.contrib.auth.models import AnonymousUser

    for place in range(number):
        make_organisation(f"Care {place}", services=("home_care",), sources=1)
    source = OrganisationDocument()
    things = list(source.things(AnonymousUser()))

    with django_assert_num_queries(9):
        told = source.contents([(thing, {}) for thing in things])
    assert len(told) == number
