"""The state of the directory's page, read from its address."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from hub.directory import asked as asked_module
from hub.directory.asked import Asked
from hub.directory.distance import miles_in_words
from hub.places.finding import Area, Found, NotFound, Precision
from hub.places.models import Council
from hub.places.points import Point
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

HERE = Point(52.0, 1.0)
MILE = 1 / 69.09  # in degrees of latitude


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """Know one town, a council, a region and a nation, and nothing else."""
    known = {
        "here": Found("Here", HERE, Precision.PLACE, is_approximate=True),
        "suffolk": Area("Suffolk", council=Council.objects.get(slug="suffolk")),
        "london": Area("London", region="london"),
        "wales": Area("Wales", nation="wales"),
    }

    def find(typed):
        return known.get(typed.lower()) or NotFound(typed, "Nothing is known of it.")

    monkeypatch.setattr(asked_module, "find_place", find)


def asked(address=""):
    return Asked.of(QueryDict(address), user=AnonymousUser())


def names(address=""):
    return [one.name for one in asked(address).organisations()]


def at(name, miles, **fields):
    """Add an organisation so many miles north of the point."""
    organisation = make_organisation(name, **fields)
    place = {"latitude": HERE.latitude + miles * MILE, "longitude": HERE.longitude}
    type(organisation).objects.filter(pk=organisation.pk).update(**place)
    return organisation


def test_point_keeps_what_is_within_reach_nearest_first():
    at("Alder", 20)
    at("Birch", 3)
    at("Cedar", 26)
    make_organisation("Nowhere")

    assert names("near=here") == ["Birch", "Alder"]
    assert names("near=here&within=5") == ["Birch"]
    assert names("near=here&within=50&sort=name") == ["Alder", "Birch", "Cedar"]


def test_corner_of_the_box_is_out_of_reach():
    organisation = make_organisation("Corner")
    type(organisation).objects.update(
        latitude=HERE.latitude + 24 * MILE, longitude=HERE.longitude + 30 * MILE
    )

    assert names("near=here") == []


@pytest.mark.parametrize("near", ["suffolk", "london", "wales"])
def test_organisation_based_elsewhere_is_found_where_it_serves(near):
    councils = {"suffolk": "suffolk", "london": "camden", "wales": "gwynedd"}
    make_organisation("Far", nation="scotland", councils=(councils[near],))
    make_organisation("Elsewhere", nation="scotland")

    assert names(f"near={near}") == ["Far"]


def test_council_finds_what_says_no_more_than_that_it_is_there():
    make_organisation("Alder", place="suffolk")
    make_organisation("Birch", place="Norfolk")

    assert names("near=suffolk") == ["Alder"]


@pytest.mark.parametrize(
    "address",
    ["near=nowhere", "near=here&within=abc", "sort=zzz", "view=zzz", "near=%00"],
)
def test_what_is_not_understood_is_left_out(address):
    at("Alder", 3)

    assert names(address) == ["Alder"]


def test_address_holds_the_state_and_nothing_usual():
    state = asked("near=here&within=25&view=map&nation=wales&page=3&x=1&sort=distance")

    assert state.address() == "?near=here&within=25&nation=wales&view=map"
    assert state.address(view=None, sort="name") == (
        "?near=here&within=25&nation=wales&sort=name"
    )
    assert asked().address() == "?"


def test_distance_is_told_where_both_points_are_known():
    near, nowhere = at("Alder", 3), make_organisation("Nowhere")
    near.refresh_from_db()

    assert asked("near=here").distance_of(near) == pytest.approx(3, rel=0.01)
    assert asked("near=here").distance_of(nowhere) is None
    assert asked().distance_of(near) is None


@pytest.mark.parametrize(
    ("miles", "exact", "rough"),
    [
        (0.0, "less than a mile", "about a mile"),
        (0.99, "less than a mile", "about a mile"),
        (1.0, "1 mile", "about a mile"),
        (1.6, "2 miles", "about 2 miles"),
        (211.7, "212 miles", "about 212 miles"),
    ],
)
def test_miles_are_said_in_words(miles, exact, rough):
    assert miles_in_words(miles) == exact
    assert miles_in_words(miles, is_approximate=True) == rough
