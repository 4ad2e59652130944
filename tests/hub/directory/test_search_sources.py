"""Organisations as search entries."""

import pytest

from hub.core.models import CareService
from hub.directory.models import Organisation
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


@pytest.mark.parametrize("number", [1, 30])
def test_source_takes_the_same_number_of_queries_for_any_number(
    number, django_assert_num_queries
):
    for count in range(number):
        make_organisation(f"Care {count}", services=("home_care",))
    source = source_of(Organisation)
    with django_assert_num_queries(8):
        entries = [entry for _, entry in source.entries(source.queryset())]
    assert len(entries) == number
