"""The map of what is found: what the page says of it, and its points."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from hub.directory.asked import Asked
from hub.directory.mapping import map_context
from hub.directory.models import Organisation
from tests.factories.directory import make_organisation

MAP = "/co-ops/?view=map"
POINTS = "/co-ops/points.geojson"


def place(organisation, precision="postcode", **point):
    """Put an organisation on the map."""
    at = {"latitude": 52.05, "longitude": 1.14} | point
    Organisation.objects.filter(pk=organisation.pk).update(precision=precision, **at)


def page_of(response):
    return BeautifulSoup(response.content, "html5lib")


@pytest.fixture
def some(home):
    place(make_organisation("Alder", nation="england", place="Ipswich"))
    place(make_organisation("Birch", nation="wales"), precision="district")
    make_organisation("Cedar", nation="wales")


def test_map_stands_beside_a_list_that_holds_the_same(some, client):
    page = page_of(client.get(MAP))

    assert page.select_one("[data-map]")["data-points"] == f"{POINTS}?"
    rows = [link.text for link in page.select(".list-row__title a, .list-row h3 a")]
    assert rows == ["Alder", "Birch", "Cedar"]
    assert (
        "The list below holds the same" in page.select_one(".map [data-without]").text
    )


def test_map_asks_for_the_points_of_the_state_on_screen(some, client):
    page = page_of(client.get(f"{MAP}&nation=wales&sort=name&page=1"))
    address = page.select_one("[data-map]")["data-points"]

    assert address == f"{POINTS}?nation=wales&sort=name"
    points = client.get(address).json()["features"]
    assert [one["properties"]["name"] for one in points] == ["Birch", "Cedar"]


def test_those_without_a_point_are_counted_in_words(some, client):
    words = " ".join(page_of(client.get(MAP)).select_one(".map").text.split())

    assert "1 is not on the map, because its postcode is not known" in words


def test_map_of_none_with_a_point_says_so_and_loads_nothing(home, client):
    make_organisation("Alder")
    page = page_of(client.get(MAP))

    assert page.select_one("[data-map]") is None
    assert "None of these is on the map" in page.select_one(".map").text


def test_points_say_where_and_how_exactly(some, client):
    alder, birch, cedar = client.get(POINTS).json()["features"]

    assert alder["properties"] == {
        "name": "Alder",
        "url": "/co-ops/alder/",
        "where": "Ipswich",
        "near": "",
    }
    assert alder["geometry"]["coordinates"] == [1.14, 52.05]
    assert birch["properties"]["near"] == (
        "approximate: the middle of its postcode district"
    )
    assert cedar["geometry"] is None


def test_masked_address_is_a_point_that_says_approximate(home, client):
    masked = make_organisation("Alder", postcode="IP1 1AA", masks_address=True)
    place(masked, precision="district")

    (alder,) = client.get(POINTS).json()["features"]

    assert "approximate" in alder["properties"]["near"]


def test_page_without_leaflet_is_a_list_that_says_so(some, client, settings):
    settings.HAS_LEAFLET = False
    page = page_of(client.get(MAP))
    listed = page_of(client.get("/co-ops/"))

    assert page.select_one("[data-map]") is None
    assert "This site has no map" in page.select_one(".map").text
    assert len(page.select(".list-row")) == 3
    assert listed.select_one("a[href*='view=map']") is None


def test_list_leads_to_map_and_file_of_the_same_state_and_back(some, client):
    listed = page_of(client.get("/co-ops/?nation=wales"))
    mapped = page_of(client.get(f"{MAP}&nation=wales"))

    assert listed.select_one("a[href='?nation=wales&view=map']").text == "Map"
    assert listed.select_one("a[href='/co-ops/export.csv?nation=wales']").text == "CSV"
    assert mapped.select_one("a[href='?nation=wales']").text == "List"
    assert mapped.select_one("a[href='/co-ops/export.csv?nation=wales']")


def test_map_asks_nobody_else_unless_told_to(some, client, settings):
    assert page_of(client.get(MAP)).select_one("[data-map]")["data-tiles"] == ""

    settings.MAP_TILE_URL = "https://tiles.example/{z}/{x}/{y}.png"
    settings.MAP_TILE_CREDIT = "© Some mappers"
    page = page_of(client.get(MAP))

    assert page.select_one("[data-map]")["data-tiles"] == settings.MAP_TILE_URL
    assert "© Some mappers" in page.select_one(".map").text
    assert "tiles.example, which learns" in page.select_one(".map").text


def test_unpublished_organisation_is_no_point_and_not_counted(home, client):
    place(make_organisation("Secret", live=False))
    make_organisation("Hidden", live=False)
    place(make_organisation("Alder"))

    words = page_of(client.get(MAP)).select_one(".map").text
    assert b"Secret" not in client.get(POINTS).content
    assert "not on the map" not in words


@pytest.mark.parametrize("number", [1, 30])
def test_map_takes_no_query_beside_the_list_for_any_number(
    home, django_assert_num_queries, anonymous, number
):
    for one in range(number):
        make_organisation(f"Org {one}")
    request = RequestFactory().get(MAP)
    asked = Asked.of(request.GET, user=anonymous)
    assert len(asked.keys) == number

    with django_assert_num_queries(0):
        map_context(asked)


@pytest.fixture
def anonymous():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
