"""The page that finds: a place in words, distances, choices, and what to try instead."""

import pytest
from bs4 import BeautifulSoup

from hub.directory.models import Organisation
from hub.places.models import PlaceName, Settlement
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

LIST = "/co-ops/"
# The main town of IP is known without any package: Ipswich.
MILE = 1 / 69.09


@pytest.fixture
def near_ipswich(home):
    """Put one organisation 3 miles north of where IP is, and one 40 miles."""
    from hub.places.finding import find_place

    here = find_place("IP").point
    for name, miles, precision in (
        ("Near", 3, "postcode"),
        ("Far", 40, "postcode"),
    ):
        made = make_organisation(name)
        Organisation.objects.filter(pk=made.pk).update(
            latitude=here.latitude + miles * MILE,
            longitude=here.longitude,
            precision=precision,
        )


def page_of(client, **asked):
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def said(page):
    return " ".join(page.select_one("#find-place").text.split())


def rows(page):
    return [link.text for link in page.select(".list-row h3 a")]


def test_postcode_that_is_known_roughly_is_said_to_be_approximate(near_ipswich, client):
    page = page_of(client, near="IP1 1AA", within="25")

    assert "Within 25 miles, near" in said(page)
    assert "approximate" in said(page)
    assert rows(page) == ["Near"]
    assert "about 3 miles away" in page.select_one(".list-row__meta").text


def test_distance_to_an_entry_that_is_placed_exactly_is_exact(
    near_ipswich, client, monkeypatch
):
    from hub.directory import asked
    from hub.places.finding import Found, Precision, find_place

    exact = Found("IP1 1AA", find_place("IP").point, Precision.POSTCODE)
    monkeypatch.setattr(asked, "find_place", lambda typed: exact)

    page = page_of(client, near="IP1 1AA")
    assert page.select_one(".list-row__meta").text == "3 miles away"
    Organisation.objects.update(precision="district")
    page = page_of(client, near="IP1 1AA")
    assert page.select_one(".list-row__meta").text == "about 3 miles away"


def test_circle_is_chosen_in_the_form_and_kept(near_ipswich, client):
    page = page_of(client, near="IP", within="50", sort="name", view="map")

    assert page.select_one("select[name=within] option[selected]")["value"] == "50"
    kept = page.select("form#find input[type=hidden]")
    assert {(one["name"], one["value"]) for one in kept} == {
        ("sort", "name"),
        ("view", "map"),
    }
    assert rows(page) == ["Far", "Near"]


def test_order_is_a_link_that_keeps_the_rest(near_ipswich, client):
    page = page_of(client, near="IP", within="50")
    links = {link.text: link["href"] for link in page.select("nav[aria-label=Order] a")}

    assert links["Nearest"] == "?near=IP&within=50"
    assert links["Name"] == "?near=IP&within=50&sort=name"
    assert page.select_one("nav[aria-label=Order] [aria-current]").text == "Nearest"


def test_place_that_is_not_known_is_said_and_the_rest_still_finds(near_ipswich, client):
    page = page_of(client, near="Xyzzy <b>")

    assert "No place called “Xyzzy <b>” is known here." in said(page)
    field = page.select_one("input[name=near]")
    assert (field["value"], field["aria-invalid"]) == ("Xyzzy <b>", "true")
    assert field["aria-describedby"] == "find-place"
    assert rows(page) == ["Far", "Near"]


def test_place_of_several_offers_each_as_a_link(near_ipswich, client):
    for district, latitude in (("AA1", 52.1), ("BB1", 55.0)):
        town = Settlement.objects.create(
            name="Twyford",
            nation="england",
            population=100,
            district=district,
            latitude=latitude,
            longitude=1.0,
        )
        PlaceName.objects.create(key="twyford", settlement=town)
    page = page_of(client, near="Twyford", q="", kind="care_provider")

    assert "several places called “Twyford”" in said(page)
    links = [link["href"] for link in page.select("#find-place a")]
    assert len(links) == 2
    assert all("kind=care_provider" in link for link in links)
    chosen = client.get(LIST + links[0])
    assert chosen.context["asked"].point is not None


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ("London", "Based in or serving London."),
        ("Wales", "Based in or serving Wales."),
        ("Suffolk", "Serving Suffolk."),
    ],
)
def test_area_says_what_it_finds(home, client, near, words):
    assert words in said(page_of(client, near=near))


def test_nothing_found_offers_a_wider_circle_and_each_filter_to_drop(
    near_ipswich, client
):
    page = page_of(client, near="IP", within="5", nation="wales")
    ways = {link.text: link["href"] for link in page.select(".empty-state li a")}

    assert ways["Look within 10 miles"] == "?near=IP&within=10&nation=wales"
    assert ways["Look everywhere"] == "?nation=wales"
    assert ways["Without “Wales”"] == "?near=IP&within=5"


HOSTILE = (
    "x" * 19_000,
    "<script>alert(1)</script>",
    "🏡🏡",
    "\u202eevil\u202c",
    "\ud800",
    "' OR 1=1 --",
    "%",
    "٠١٢",
    "\u200b",
    "ß" * 1_500,
)


@pytest.mark.parametrize("near", HOSTILE, ids=range(len(HOSTILE)))
def test_nonsense_for_a_place_gets_a_sentence_and_no_error(near_ipswich, client, near):
    typed = near.encode("utf-8", "surrogatepass").decode("latin-1")
    for sent in (near.encode("utf-8", "replace").decode(), typed):
        page = page_of(client, near=sent)

        assert len(said(page)) > 20
        assert rows(page) == ["Far", "Near"]
        assert page.select_one("main script") is None


@pytest.mark.parametrize("sent", ["%ff%fe", "%ED%A0%80", "IP1%001AA"])
def test_place_in_broken_bytes_is_refused_in_words_like_anywhere(
    near_ipswich, client, sent
):
    answer = client.get(f"{LIST}?near={sent}", headers={"Accept": "text/html"})

    assert answer.status_code == 400
    assert BeautifulSoup(answer.content, "html5lib").select_one("main h1").text


@pytest.mark.parametrize("page", ["abc", "0", "99", "²"])
def test_page_that_is_not_there_is_not_found_near_a_place_either(
    near_ipswich, client, page
):
    assert client.get(LIST, {"near": "IP", "page": page}).status_code == 404


def test_list_leads_to_where_nobody_is_listed(home, client):
    assert page_of(client).select_one("main a[href='/co-ops/deserts/']")


def test_script_is_told_the_address_without_what_is_empty_or_usual(
    near_ipswich, client
):
    sent = {"q": "", "near": "IP", "within": "25", "sort": "distance", "view": "list"}
    answer = client.get(LIST, sent, headers={"HX-Request": "true"})

    assert answer["HX-Push-Url"] == "/co-ops/?near=IP&within=25"
    assert "HX-Push-Url" not in client.get(LIST, sent)


@pytest.mark.parametrize("number", [1, 30])
def test_page_near_a_place_takes_the_same_number_of_queries_for_any_number(
    home, client, django_assert_num_queries, number
):
    for one in range(number):
        make_organisation(f"Org {one}", helps=("training",))
    Organisation.objects.update(latitude=52.06, longitude=1.15)
    client.get(LIST)

    # The place, the words on offer, what is found, what it answers, the rows.
    with django_assert_num_queries(5):
        found = client.get(LIST, {"near": "IP", "within": "100"})
    assert found.context["page"].paginator.count == number
