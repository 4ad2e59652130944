"""What a profile tells of contact, registers, ratings, relations and verification."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from hub.directory.contact import district_of
from hub.directory.models import Identifier, Rating, Relation, Verification
from hub.directory.registers import normalised, register_address
from tests.factories.directory import make_organisation

PAGE = "/co-ops/equal-care/"
TODAY = dt.date(2026, 6, 1)


def page_of(client, address=PAGE):
    return BeautifulSoup(client.get(address).content, "html5lib")


def section(page, heading):
    return page.find(id=heading).find_parent("section").get_text(" ", strip=True)


def verify(organisation, **fields):
    today = timezone.localdate()
    values = {
        "criterion": "rules",
        "evidence": "Its rules of 2019.",
        "verified_on": today - dt.timedelta(days=400),
        "valid_until": today + dt.timedelta(days=30),
    }
    return Verification.objects.create(organisation=organisation, **(values | fields))


# --- Contact --------------------------------------------------------------------------


def test_contact_shows_each_way_to_those_who_may_see_it(
    home, client, person, client_for
):
    make_organisation(
        website="https://equal.example/",
        email="members@equal.example",
        phone="01234 567890",
        phone_shown_to="public",
    )
    make_organisation(
        "Shy Care",
        email="secret@shy.example",
        email_shown_to="nobody",
        phone="09999 000000",
        phone_shown_to="nobody",
    )
    member = client_for(person())

    assert "members@equal.example" not in client.get(PAGE).text
    assert 'href="tel:01234567890"' in client.get(PAGE).text
    assert "members@equal.example" in member.get(PAGE).text
    for one in (client, member):
        shy = one.get("/co-ops/shy-care/").text
        assert "secret@shy.example" not in shy
        assert "09999" not in shy


def test_address_stands_on_the_profile_unless_it_is_masked(home, client):
    make_organisation(address="1 Mill Lane\nHebden", postcode="hx7 8ab")
    make_organisation(
        "Masked Care", address="2 Hidden Row", postcode="IP1 1AA", masks_address=True
    )

    shown = client.get(PAGE).text
    masked = client.get("/co-ops/masked-care/").text

    assert "1 Mill Lane" in shown
    assert "HX7 8AB" in shown
    assert "IP1" in masked
    assert "Hidden Row" not in masked
    assert "1AA" not in masked


@pytest.mark.parametrize(
    ("postcode", "district"),
    [
        ("IP1 1AA", "IP1"),
        ("ec1a1bb", "EC1A"),
        ("IP1", "IP1"),
        ("", ""),
        ("12 Hidden Row", ""),
        ("IP1 1A", ""),
    ],
)
def test_district_is_the_first_half_of_a_postcode_and_nothing_else(postcode, district):
    assert district_of(postcode) == district


# --- Registers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "written", "number"),
    [
        ("GB-COH", " 950 6232 ", "09506232"),
        ("GB-COH", "sc1234", "SC001234"),
        ("GB-COH", "GB-COH-09506232", "09506232"),
        ("GB-SC", "42386", "SC042386"),
        ("GB-NIC", "nic100019", "100019"),
        ("GB-CHC", "0279417", "279417"),
        ("GB-MPR", "ip 031455", "IP031455"),
        ("CQC-LOCATION", "1-123456789", "1-123456789"),
    ],
)
def test_number_has_one_form_however_it_is_written(scheme, written, number):
    assert normalised(scheme, written) == number
    assert normalised(scheme, number) == number


@pytest.mark.parametrize("number", ["", "?a=b", "1/2", "ABC", "1<b>"])
def test_what_is_no_number_leads_nowhere(number):
    assert register_address("GB-COH", number) == ""


def test_numbers_lead_to_their_registers_where_these_have_pages(home, client):
    organisation = make_organisation()
    for scheme, number in (
        ("GB-COH", "09506232"),
        ("GB-MPR", "IP031455"),
        ("GB-CHC", "279417-1"),
    ):
        Identifier.objects.create(
            organisation=organisation, scheme=scheme, number=number
        )

    page = page_of(client)

    links = [a["href"] for a in page.find(id="registers").find_parent("section")("a")]
    assert links == [
        "https://register-of-charities.charitycommission.gov.uk"
        "/charity-details/?regid=279417&subid=1",
        "https://find-and-update.company-information.service.gov.uk/company/09506232",
    ]
    assert "Mutuals Public Register: IP031455" in section(page, "registers")


def test_rating_stands_with_its_date_and_where_to_check(home, client):
    Rating.objects.create(
        organisation=make_organisation(),
        regulator="cqc",
        grade="good",
        rated_on=dt.date(2025, 3, 4),
        url="https://www.cqc.org.uk/location/1-123456789",
    )

    words = section(page_of(client), "ratings")

    assert "Care Quality Commission: Good , 4 March 2025" in words
    assert "Check on CQC" in words


# --- Confirmed ------------------------------------------------------------------------


def test_entry_that_nobody_confirmed_for_a_year_says_so(home, client):
    make_organisation(confirmed_on=timezone.localdate() - dt.timedelta(days=500))
    make_organisation("Fresh Care", confirmed_on=timezone.localdate())

    assert "more than a year ago" in client.get(PAGE).text
    assert "more than a year ago" not in client.get("/co-ops/fresh-care/").text


# --- Relations ------------------------------------------------------------------------


def relate(one, kind, other=None, **fields):
    Relation.objects.create(organisation=one, kind=kind, other=other, **fields)


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        ("member_of", "Member of", "Members"),
        ("spun_out_from", "Spun out from", "Spun out into"),
        ("advised_by", "Advised by", "Advises"),
        ("funded_by", "Funded by", "Funds"),
    ],
)
def test_relation_shows_from_both_ends_in_fitting_words(
    home, client, kind, here, there
):
    one, other = make_organisation(), make_organisation("The Network")
    relate(one, kind, other)

    near, far = page_of(client), page_of(client, "/co-ops/the-network/")

    assert f"{here} The Network" in section(near, "relations")
    assert f"{there} Equal Care" in section(far, "relations")


def test_relation_to_one_without_an_entry_gives_its_name(home, client):
    relate(make_organisation(), "funded_by", other_name="A <b>Fund")

    assert "Funded by A <b>Fund" in section(page_of(client), "relations")


def test_relation_to_what_is_not_published_shows_at_neither_end(home, client):
    one = make_organisation()
    hidden = make_organisation("Hidden Network", live=False)
    relate(one, "member_of", hidden)
    relate(hidden, "advised_by", one)

    assert "Hidden" not in client.get(PAGE).text
    assert page_of(client).find(id="relations") is None


@pytest.mark.parametrize("number", [1, 30])
def test_relations_take_the_same_queries_for_any_number(
    home, client, django_assert_num_queries, number
):
    one = make_organisation()
    for place in range(number):
        relate(one, "member_of", make_organisation(f"Above {place}"))
        relate(make_organisation(f"Below {place}"), "member_of", one)
    client.get(PAGE)

    with django_assert_num_queries(19):
        client.get(PAGE)


# --- Verified -------------------------------------------------------------------------


def test_verified_says_by_what_on_what_by_whom_and_until_when(home, client, person):
    verify(
        make_organisation(),
        verified_by=person("Cora Checks"),
        verified_on=dt.date(2026, 1, 2),
        valid_until=timezone.localdate() + dt.timedelta(days=9_999),
    )

    words = section(page_of(client), "verified")

    assert "Verified co-op" in words
    assert "Its rules give control to members" in words
    assert "Its rules of 2019." in words
    assert "Checked by Cora Checks on 2 January 2026" in words
    assert "Holds until" in words


def test_verification_by_one_who_left_stays_under_a_former_member(home, client):
    verify(make_organisation(), verified_by=None)

    assert "Checked by A former member" in section(page_of(client), "verified")


def test_verification_that_ended_is_said_to_have(home, client):
    verify(make_organisation(), valid_until=timezone.localdate() - dt.timedelta(days=1))

    words = section(page_of(client), "verified")

    assert words.startswith("No longer verified")
    assert "Verified co-op" not in client.get(PAGE).text


def test_verification_holds_on_its_last_day(home, client):
    verify(make_organisation(), valid_until=timezone.localdate())

    assert section(page_of(client), "verified").startswith("Verified co-op")


def test_provider_that_nobody_checked_is_said_to_be_so(home, client):
    make_organisation()
    make_organisation("A Fund", kind="funder")

    assert "Nobody has checked" in section(page_of(client), "verified")
    assert page_of(client, "/co-ops/a-fund/").find(id="verified") is None
