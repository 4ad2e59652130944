"""Organisations like this one: each rule, its reason in words, and the order."""

import pytest
from bs4 import BeautifulSoup

from hub.core.models import SupportedGroup
from hub.directory.likeness import like
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

# Two points at Ipswich, and what lies 12 and 200 miles from the first.
IPSWICH = (52.0553, 1.1469)
TWELVE_MILES_NORTH = (52.229, 1.1469)
FAR_AWAY = (54.95, 1.1469)


def put(organisation, point, precision="postcode"):
    north, east = point
    type(organisation).objects.filter(pk=organisation.pk).update(
        latitude=north, longitude=east, precision=precision
    )
    organisation.refresh_from_db()
    return organisation


def reasons(organisation) -> dict[str, tuple[str, ...]]:
    return {one.organisation.name: one.reasons for one in like(organisation)}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"services": ("home_care",)}, "same service: home care"),
        ({"models": ("worker",)}, "worker-owned too"),
        ({"councils": ("suffolk",)}, "serves the same area: Suffolk"),
        ({"helps": ("training", "policy")}, "can help with the same: policy, training"),
        ({"seeks": ("training", "policy")}, "looking for the same: policy, training"),
    ],
)
def test_what_both_have_is_a_reason(fields, reason):
    one = make_organisation(**fields)
    make_organisation("Other Care", **fields)
    make_organisation("Unlike Care")

    assert reasons(one) == {"Other Care": (reason, "same kind: care provider")}


def test_people_whom_both_support_are_a_reason():
    one, other = make_organisation(), make_organisation("Other Care")
    for each in (one, other):
        each.people_supported = SupportedGroup.objects.filter(key="dementia")
        each.save()

    assert reasons(one)["Other Care"][0] == (
        "supports the same people: people with dementia"
    )


@pytest.mark.parametrize(
    ("point", "precision", "reason"),
    [
        (IPSWICH, "postcode", "less than a mile away"),
        (TWELVE_MILES_NORTH, "postcode", "12 miles away"),
        (TWELVE_MILES_NORTH, "district", "about 12 miles away"),
        (TWELVE_MILES_NORTH, "place", "about 12 miles away"),
    ],
)
def test_nearness_is_said_in_miles_and_as_rough_where_a_point_is(
    point, precision, reason
):
    one = put(make_organisation(models=("worker",)), IPSWICH)
    put(make_organisation("Other Care", models=("worker",)), point, precision)

    assert reason in reasons(one)["Other Care"]


def test_what_is_far_away_is_not_said_to_be_near():
    one = put(make_organisation(models=("worker",)), IPSWICH)
    put(make_organisation("Other Care", models=("worker",)), FAR_AWAY)

    assert not [each for each in reasons(one)["Other Care"] if "away" in each]


def test_same_region_counts_where_no_council_is_the_same():
    where = {"nation": "england", "region": "east_of_england", "models": ("worker",)}
    one = make_organisation(councils=("suffolk",), **where)
    make_organisation("Norfolk Care", councils=("norfolk",), **where)
    make_organisation("Suffolk Care", councils=("suffolk",), **where)

    found = reasons(one)

    assert "same region: East of England" in found["Norfolk Care"]
    assert "same region: East of England" not in found["Suffolk Care"]


@pytest.mark.parametrize(("nation", "counts"), [("wales", True), ("england", False)])
def test_same_nation_counts_outside_england(nation, counts):
    one = make_organisation(nation=nation, models=("worker",))
    make_organisation("Other Care", nation=nation, models=("worker",))

    assert ("same nation: Wales" in reasons(one)["Other Care"]) == counts


@pytest.mark.parametrize(
    ("colleagues", "is_similar"), [(45, True), (9, False), (None, False)]
)
def test_similar_size_is_the_same_band(colleagues, is_similar):
    one = make_organisation(colleagues=12, models=("worker",))
    make_organisation("Other Care", colleagues=colleagues, models=("worker",))

    assert ("similar size" in reasons(one)["Other Care"]) == is_similar


def test_two_of_unknown_size_are_not_of_similar_size():
    one = make_organisation(models=("worker",))
    make_organisation("Other Care", models=("worker",))

    assert "similar size" not in reasons(one)["Other Care"]


def test_being_of_one_kind_in_one_region_is_not_enough():
    one = make_organisation(nation="england", region="london")
    make_organisation("Other Care", nation="england", region="london")

    assert like(one) == []


def test_what_is_not_published_is_not_suggested_nor_is_the_entry_itself():
    one = make_organisation(models=("worker",), services=("home_care",))
    make_organisation(
        "Hidden Care", models=("worker",), services=("home_care",), live=False
    )

    assert like(one) == []


def test_likest_come_first_and_four_at_most():
    one = put(
        make_organisation(models=("worker",), services=("home_care", "day_services")),
        IPSWICH,
    )
    make_organisation("Same Model", models=("worker",))
    make_organisation("Same Service", services=("home_care",))
    make_organisation("Both", models=("worker",), services=("home_care",))
    make_organisation("All", models=("worker",), services=("home_care", "day_services"))
    near = make_organisation(
        "Both And Near", models=("worker",), services=("home_care",)
    )
    put(near, TWELVE_MILES_NORTH)

    assert list(reasons(one)) == ["All", "Both And Near", "Both", "Same Model"]


def test_weightiest_reason_is_said_first():
    one = make_organisation(
        colleagues=12, models=("worker",), services=("home_care", "day_services")
    )
    make_organisation(
        "Other Care",
        colleagues=12,
        models=("worker",),
        services=("home_care", "day_services"),
    )

    assert reasons(one)["Other Care"] == (
        "same service: day services, home care",
        "worker-owned too",
        "similar size",
        "same kind: care provider",
    )


def test_many_of_a_sort_count_as_two():
    services = ("home_care", "day_services", "respite", "reablement")
    one = make_organisation(services=services, models=("worker",))
    make_organisation("Much The Same Services", services=services)
    make_organisation("Two And Model", services=services[:2], models=("worker",))

    assert list(reasons(one)) == ["Two And Model", "Much The Same Services"]


def test_masked_address_counts_from_its_district_alone(home):
    one = put(make_organisation(models=("worker",)), IPSWICH)
    make_organisation(
        "Masked Care", models=("worker",), postcode="IP1 1AA", masks_address=True
    )

    said = [each for each in reasons(one)["Masked Care"] if "away" in each]

    assert all(each.startswith("about") for each in said)


def test_profile_shows_them_with_their_reasons(home, client):
    make_organisation(models=("worker",), services=("home_care",))
    make_organisation("Other <i>Care", models=("worker",), services=("home_care",))

    page = BeautifulSoup(client.get("/co-ops/equal-care/").content, "html5lib")

    words = page.find(id="like-this").find_parent("section").get_text(" ", strip=True)
    assert "Other <i>Care" in words
    assert "Same service: home care · worker-owned too · same kind" in words


@pytest.mark.parametrize("number", [1, 30])
def test_suggestions_take_the_same_number_of_queries_for_any_number(
    django_assert_num_queries, number
):
    shared = {"models": ("worker",), "services": ("home_care",)}
    one = make_organisation(**shared)
    for place in range(number):
        make_organisation(f"Care {place}", **shared)

    # Its own terms of six sorts, what is shared, the light columns, those suggested.
    with django_assert_num_queries(9):
        like(one)
