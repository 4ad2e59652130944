"""What a profile tells programs: a data block that nothing in it can end."""

import json

import pytest
from bs4 import BeautifulSoup

from hub.directory.models import Identifier
from hub.places.models import Postcode
from tests.factories.directory import make_organisation

PAGE = "/co-ops/equal-care/"
HOSTILE = "</script><script>alert(1)</script><!-- & ]]> \u2028 '\" {{ x }}"


def blocks(client, address=PAGE):
    page = BeautifulSoup(client.get(address).content, "html5lib")
    return page.find_all("script", type="application/ld+json")


def told(client, address=PAGE):
    return json.loads(blocks(client, address)[0].string)


def test_it_tells_what_is_known_and_leaves_out_the_rest(home, client, settings):
    settings.BASE_URL = "https://hub.example"
    organisation = make_organisation(
        website="https://equal.example/", founded_year=2018, councils=("suffolk",)
    )
    Identifier.objects.create(
        organisation=organisation, scheme="GB-COH", number="09506232"
    )

    assert told(client) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": "https://hub.example/co-ops/equal-care/#organisation",
        "mainEntityOfPage": "https://hub.example/co-ops/equal-care/",
        "name": "Equal Care",
        "description": "What Equal Care is.",
        "url": "https://equal.example/",
        "sameAs": ["https://equal.example/"],
        "foundingDate": "2018",
        "areaServed": [{"@type": "AdministrativeArea", "name": "Suffolk"}],
        "identifier": [
            {
                "@type": "PropertyValue",
                "propertyID": "GB-COH",
                "value": "09506232",
                "url": "https://find-and-update.company-information.service.gov.uk"
                "/company/09506232",
            }
        ],
    }


@pytest.mark.parametrize(
    ("masks", "address", "has_point"),
    [
        (
            False,
            {"streetAddress": "1 Mill Lane, Ipswich", "postalCode": "IP1 1AA"},
            True,
        ),
        (True, {"postalCode": "IP1"}, False),
    ],
)
def test_address_and_point_are_told_as_far_as_they_are_public(
    home, client, masks, address, has_point
):
    Postcode.objects.create(code="IP11AA", latitude=52.0553, longitude=1.1469)
    make_organisation(
        address="1 Mill Lane\nIpswich", postcode="IP1 1AA", masks_address=masks
    )

    data = told(client)

    assert data["address"] == {"@type": "PostalAddress", **address}
    assert ("location" in data) == has_point


def test_rough_point_is_not_told(home, client):
    make_organisation(postcode="IP1 9ZZ")

    assert "location" not in told(client)


def test_ways_to_reach_it_are_told_only_where_everybody_may_know_them(
    home, client, person, client_for
):
    make_organisation(
        email="a@equal.example", email_shown_to="public", phone="01234 567890"
    )

    for asker in (client, client_for(person())):
        data = told(asker)
        assert data["email"] == "a@equal.example"
        assert "telephone" not in data


def test_hostile_words_neither_end_the_block_nor_change(home, client):
    make_organisation(
        HOSTILE, slug="equal-care", summary=HOSTILE, address=HOSTILE, postcode="IP1 1AA"
    )

    response = client.get(PAGE)

    assert len(blocks(client)) == 1
    assert told(client)["name"] == HOSTILE
    assert told(client)["description"] == HOSTILE
    assert b"<script>alert" not in response.content
    page = BeautifulSoup(response.content, "html5lib")
    assert page.find("meta", attrs={"name": "description"})["content"] == HOSTILE


def test_page_names_its_canonical_address(home, client):
    make_organisation()

    page = client.get(f"{PAGE}?from=mail")

    assert '<link rel="canonical" href="/co-ops/equal-care/">' in page.text
