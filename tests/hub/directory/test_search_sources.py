"""Organisations as search entries."""

import pytest

from hub.core.models import CareService
from hub.directory.models import Identifier, Organisation
from hub.search.models import SearchEntry
from hub.search.sources import source_of
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


def facets() -> dict:
    return SearchEntry.objects.get().facets


def test_organisation_entry_can_be_narrowed_by_all_it_is_known_for():
    make_organisation(
        nation="england",
        region="north_west",
        services=("home_care",),
        models=("worker",),
        helps=("social-value",),
    )
    assert facets() == {
        "topic": ["social-value"],
        "nation": ["england"],
        "region": ["north_west"],
        "service": ["home_care"],
        "ownership": ["worker"],
    }


def test_organisation_that_moves_takes_its_new_region():
    organisation = make_organisation(nation="england", region="north_west")
    organisation.region = "london"
    organisation.save_revision().publish()
    assert facets()["region"] == ["london"]


def test_deleted_service_leaves_the_entry_of_what_offered_it():
    make_organisation(services=("home_care",))
    label = CareService.objects.get(key="home_care").label
    assert label in SearchEntry.objects.get().body
    CareService.objects.get(key="home_care").delete()
    assert facets()["service"] == []
    assert label not in SearchEntry.objects.get().body


@pytest.mark.parametrize(
    "typed", ["09506232", "9506232", "GB-COH-09506232", "IP031455", "IP 31455"]
)
def test_number_in_a_register_finds_its_organisation(home, indexed, client, typed):
    organisation = make_organisation("Found Care")
    organisation.identifiers = [
        Identifier(scheme="GB-COH", number="09506232"),
        Identifier(scheme="GB-MPR", number="IP031455"),
    ]
    organisation.save_revision().publish()
    make_organisation("Other Care")
    indexed()

    found = client.get("/co-ops/", {"q": typed}).context["cards"]

    assert [card.organisation.name for card in found] == ["Found Care"]


def test_town_of_the_address_finds_unless_the_address_is_masked(home, indexed, client):
    fields = {"address": "1 Mill Lane\nMytholmroyd", "postcode": "HX7 5AA"}
    make_organisation("Open Care", **fields)
    make_organisation("Masked Care", masks_address=True, **fields)
    indexed()

    found = client.get("/co-ops/", {"q": "Mytholmroyd"}).context["cards"]

    assert [card.organisation.name for card in found] == ["Open Care"]


@pytest.mark.parametrize("number", [1, 30])
def test_source_takes_the_same_number_of_queries_for_any_number(
    number, django_assert_num_queries
):
    for count in range(number):
        make_organisation(f"Care {count}", services=("home_care",))
    source = source_of(Organisation)
    with django_assert_num_queries(9):
        entries = [entry for _, entry in source.entries(source.queryset())]
    assert len(entries) == number
