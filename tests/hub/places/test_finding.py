"""What people type becomes a point, an area, a choice or a sentence; never an error."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.places.finding import (
    Ambiguous,
    Area,
    Choice,
    Found,
    NotFound,
    Precision,
    find_place,
)
from hub.places.models import Council, Postcode
from hub.places.points import Point
from tests.factories.places import make_places


@pytest.fixture
def places(db):
    make_places()


@pytest.fixture
def full_postcode(places):
    Postcode.objects.create(code="IP11AA", latitude=52.0553, longitude=1.1469)


# --- Postcodes ------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["IP1 1AA", "ip11aa", "  Ip1   1aA "])
def test_full_postcode_is_found_where_the_operator_has_loaded_it(full_postcode, typed):
    assert find_place(typed) == Found(
        "IP1 1AA", Point(52.0553, 1.1469), Precision.POSTCODE
    )


def test_unknown_postcode_of_a_known_district_falls_to_the_district_and_says_so(places):
    found = find_place("IP1 2ZZ")

    assert (found.label, found.precision) == ("IP1", Precision.DISTRICT)
    assert found.words == "near IP1, approximate"
    assert found.note == (
        "Where IP1 2ZZ is exactly is not known here;"
        " distances are from the middle of IP1."
    )


@pytest.mark.parametrize("typed", ["IP1", "ip1", "IP1 1"])
def test_district_is_found_by_itself(places, typed):
    assert find_place(typed) == Found("IP1", Point(52.067, 1.139), Precision.DISTRICT)


@pytest.mark.parametrize("typed", ["IP33", "IP33 1AA"])
def test_postcode_of_an_unknown_district_falls_to_the_main_town_of_its_area(db, typed):
    found = find_place(typed)

    assert found.words == "near IP (Ipswich), approximate"
    assert found.precision is Precision.AREA
    assert found.note.endswith("distances are from Ipswich, the main town of IP.")


@pytest.mark.parametrize("typed", ["BT1", "BT1 5GS", "bt15gs"])
def test_postcode_of_northern_ireland_says_that_it_is_approximate(db, typed):
    found = find_place(typed)

    assert found.words == "near BT1, approximate"
    assert "from Belfast, the post town of BT1" in found.note


def test_postcode_area_is_found_by_its_letters(db):
    assert find_place("zE").words == "near ZE (Lerwick), approximate"


def test_postcode_that_begins_with_no_area_says_so(db):
    assert find_place("QQ1 1AA") == NotFound(
        "QQ1 1AA", "No postcode of the United Kingdom begins with QQ."
    )


def test_postcode_of_the_islands_outside_says_so(db):
    assert "Jersey, outside the United Kingdom" in find_place("JE2 3AB").sentence


# --- Names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Ipswich", "Ipswich"),
        ("IPSWICH", "Ipswich"),
        ("ipswich, suffolk", "Ipswich"),
        ("Kings Lynn", "King's Lynn"),
        ("king’s lynn", "King's Lynn"),
        ("King's-Lynn", "King's Lynn"),
        ("St. Albans", "St Albans"),
        ("Saint Albans", "St Albans"),
        ("y drenewydd", "Newtown"),
        ("Y Drenewydd, Cymru", "Newtown"),
        ("machynlleth", "Machynlleth"),
        ("Belfast", "Belfast"),
        ("Newport, PO30", "Newport"),
        ("Newport, telford", "Newport"),
    ],
)
def test_town_is_found_by_each_way_of_writing_it(places, typed, label):
    found = find_place(typed)

    assert isinstance(found, Found), found
    assert (found.label, found.precision) == (label, Precision.PLACE)


@pytest.mark.parametrize(
    ("typed", "council"),
    [
        ("Suffolk", "Suffolk"),
        ("Suffolk County Council", "Suffolk"),
        ("Bristol", "Bristol"),
        ("City of Bristol", "Bristol"),
        ("London Borough of Camden", "Camden"),
        ("Edinburgh", "City of Edinburgh"),
        ("hull city council", "Kingston upon Hull"),
        ("Abertawe", "Swansea"),
        ("Ynys Mon", "Isle of Anglesey"),
        ("Western Isles", "Na h-Eileanan Siar"),
        ("B&NES", "Bath and North East Somerset"),
        ("City of London", "City of London"),
        ("Southern Trust", "Southern Health and Social Care Trust"),
        ("Mid Ulster", "Mid Ulster"),
    ],
)
def test_council_is_found_by_each_of_its_names(places, typed, council):
    area = find_place(typed)

    assert isinstance(area, Area), area
    assert area.council == Council.objects.get(name=council)


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("Wales", Area("Wales", nation="wales")),
        ("cymru", Area("Wales", nation="wales")),
        ("N.I.", None),
        ("Northern Ireland", Area("Northern Ireland", nation="northern_ireland")),
        ("the North East", Area("North East", region="north_east")),
        ("South West England", Area("South West", region="south_west")),
        (
            "yorkshire",
            Area("Yorkshire and The Humber", region="yorkshire_and_the_humber"),
        ),
        ("London", Area("London", region="london")),
    ],
)
def test_nation_and_region_are_found_by_name(db, typed, area):
    answer = find_place(typed)

    assert answer == area or (area is None and isinstance(answer, NotFound))


def test_region_with_a_city_of_its_name_gives_the_city_as_its_centre(places):
    assert find_place("London").centre.point == Point(51.509, -0.126)
    assert find_place("East of England").centre is None


def test_midlands_are_two_regions(db):
    assert find_place("the Midlands").choices == (
        Choice("West Midlands", "West Midlands"),
        Choice("East Midlands", "East Midlands"),
    )


def test_council_with_a_city_of_its_name_gives_the_city_as_its_centre(places):
    area = find_place("Newport")

    assert (area.council.name, area.centre.point) == ("Newport", Point(51.588, -2.998))
    assert area.others == (
        Choice("Newport, near Portsmouth (PO30), England", "Newport, PO30"),
        Choice("Newport, near Telford (TF10), England", "Newport, TF10"),
    )


def test_village_of_a_councils_name_is_another_place(places):
    area = find_place("Merton")

    assert area.centre is None
    assert area.others == (
        Choice("Merton, near Exeter (EX19), England", "Merton, EX19"),
    )


def test_ambiguous_town_offers_a_choice_the_largest_first(places):
    assert find_place("bangor") == Ambiguous(
        "bangor",
        (
            Choice("Bangor (BT19), Northern Ireland", "Bangor, BT19"),
            Choice("Bangor, near Llandudno (LL59), Wales", "Bangor, LL59"),
        ),
    )


@pytest.mark.parametrize("name", ["Bangor", "Richmond"])
def test_each_choice_finds_just_one_place_when_asked_again(places, name):
    points = [find_place(choice.value).point for choice in find_place(name).choices]

    assert len(set(points)) == 2


def test_nation_after_the_name_tells_the_places_apart(places):
    assert find_place("Bangor, Wales").point == Point(53.228, -4.129)
    assert find_place("Bangor Northern Ireland").point == Point(54.661, -5.668)


def test_town_far_larger_than_others_of_its_name_is_meant_and_the_others_offered(
    places,
):
    found = find_place("Preston")

    assert (found.label, found.point) == ("Preston", Point(53.763, -2.705))
    assert found.others == (
        Choice("Preston, near Hull (HU12), England", "Preston, HU12"),
    )


def test_post_town_is_found_where_no_towns_are_loaded(db):
    assert find_place("ipswich").words == "near Ipswich, approximate"
    assert find_place("Enniskillen").words == "near Enniskillen, approximate"


# --- Nonsense -------------------------------------------------------------------------

HOSTILE = {
    "nothing": "",
    "spaces": "  \t\n ",
    "marks": "-,'’!?%_\\",
    "very long": "x" * 100_000,
    "very long digits": "9" * 100_000,
    "long combining": "e" + "\u0301" * 90_000,
    "nul": "Ipsw\0ich\0",
    "right to left": "\u202ehciwspI",
    "emoji": "🏠❤️",
    "sql": "'; DROP TABLE places_outcode; --",
    "lone surrogate": "Ips\ud800wich",
    "template": "{{ 7|add:7 }}<script>alert(1)</script>",
    "ligature": "ﬃ" * 100,
    "full width": "ＩＰ１ １ＡＡ",
    "other digits": "IP١ ١AA",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
def test_nonsense_gets_a_sentence_for_three_queries_at_most(
    places, django_assert_max_num_queries, typed
):
    with django_assert_max_num_queries(3):
        answer = find_place(typed)

    assert isinstance(answer, NotFound), answer
    assert answer.sentence.endswith(".")
    assert len(answer.asked) <= 60
    answer.asked.encode()


@pytest.mark.parametrize(
    "typed", ["IP1 2ZZ", "QQ1 1AA", "AE", "Newport", "Nowhere, Wales", "Bangor", "BT1"]
)
def test_place_is_found_in_three_queries_at_most(places, typed):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find_place(typed)

    assert len(queries) <= 3
