"""Care deserts: what counts, where, and that the page says so."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from hub.directory.deserts.counting import area_rows, council_rows
from hub.places.models import Council, OlderPeople
from tests.factories.directory import make_organisation

PAGE = "/co-ops/deserts/"
FILE = "/co-ops/deserts.csv"


def count_of(slug: str, service: str = "") -> int:
    [row] = [one for one in council_rows(service) if one.council.slug == slug]
    return row.count


def words(response) -> str:
    page = BeautifulSoup(response.content, "html5lib")
    return " ".join(page.select_one("main").get_text(" ").split())


def file_rows(client, query: str = "") -> dict[str, dict[str, str]]:
    text = client.get(f"{FILE}{query}").content.decode().removeprefix("\ufeff")
    return {row["council"]: row for row in csv.DictReader(io.StringIO(text))}


def test_council_is_counted_for_each_listed_provider_that_serves_it(home):
    make_organisation("Alder", councils=("suffolk", "norfolk"))
    make_organisation("Birch", councils=("suffolk",))

    assert (count_of("suffolk"), count_of("norfolk"), count_of("essex")) == (2, 1, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"kind": "adviser"},
        {"stage": "exploring"},
        {"stage": "forming"},
        {"stage": "closed"},
    ],
    ids=["draft", "no-provider", "exploring", "forming", "closed"],
)
def test_entry_that_is_no_provider_at_work_counts_nowhere(home, fields):
    make_organisation("Alder", councils=("suffolk",), **fields)

    assert count_of("suffolk") == 0


@pytest.mark.parametrize("stage", ["", "trading", "converting"])
def test_provider_at_work_counts_whether_its_stage_is_told_or_not(home, stage):
    make_organisation("Alder", councils=("suffolk",), stage=stage)

    assert count_of("suffolk") == 1


def test_service_asked_for_counts_those_alone_that_give_it(home, client):
    make_organisation("Alder", councils=("suffolk",), services=("home_care",))
    make_organisation("Birch", councils=("suffolk",), services=("day_services",))

    assert count_of("suffolk", "home_care") == 1
    assert file_rows(client, "?service=home_care")["Suffolk"]["care_co_ops"] == "1"


def test_areas_hold_every_responsible_council_once_by_how_many_serve_it(home):
    make_organisation("Alder", councils=("suffolk", "norfolk"))
    make_organisation("Birch", councils=("suffolk",))

    rows = {row.key: row for row in area_rows(council_rows())}

    east = rows["east_of_england"]
    assert (east.one, east.several) == (1, 1)
    responsible = Council.objects.filter(has_adult_social_care=True)
    assert sum(row.councils for row in rows.values()) == responsible.count()
    assert east.councils == responsible.filter(region="east_of_england").count()
    assert rows["northern_ireland"].councils == 5


def test_page_says_that_it_counts_entries_and_who_names_no_council(home, client):
    make_organisation("Alder")

    said = words(client.get(PAGE))

    assert "It counts entries in this directory, not all provision" in said
    assert "1 such entry names no council and counts nowhere." in said


@pytest.mark.parametrize(
    "query",
    [
        "?service=x&area=y&sort=z",
        "?service=%3Cb%3E&area=%F0%9F%8C%8A",
        "?sort=" + "a" * 5000,
    ],
    ids=["unknown", "odd", "long"],
)
def test_what_is_not_understood_is_left_out(home, client, query):
    whole = client.get(PAGE)

    assert words(client.get(f"{PAGE}{query}")) == words(whole)
    assert client.get(f"{FILE}{query}").status_code == 200


def test_area_and_order_asked_for_are_kept(home, client):
    make_organisation("Alder", councils=("powys",))

    rows = client.get(f"{PAGE}?area=wales&sort=most").context["rows"]

    assert rows[0].council.slug == "powys"
    assert {row.area for row in rows} == {"Wales"}
    assert len(client.get(f"{PAGE}?area=england").context["rows"]) == 153


def test_council_with_some_leads_to_just_those_and_one_without_leads_nowhere(
    home, client
):
    make_organisation("Alder", councils=("suffolk",), services=("home_care",))

    page = BeautifulSoup(client.get(f"{PAGE}?service=home_care").content, "html5lib")

    [link] = page.select("th a[href]")
    assert link["href"] == (
        "/co-ops/?kind=care_provider&council=suffolk&service=home_care"
    )


def test_people_of_65_and_over_give_a_rate_where_they_are_known(home, client):
    make_organisation("Alder", councils=("suffolk", "norfolk"))
    suffolk = Council.objects.get(slug="suffolk")
    assert "aged 65 and over" not in words(client.get(PAGE))
    OlderPeople.objects.create(
        council=suffolk, people=40_000, year=2024, source="=A made-up count"
    )

    said = words(client.get(PAGE))
    rows = file_rows(client)

    assert "People aged 65 and over: =A made-up count, 2024." in said
    assert "40,000 0.25" in said
    assert rows["Suffolk"]["per_10_000_people_65_plus"] == "0.25"
    assert rows["Suffolk"]["source"] == "'=A made-up count"
    assert rows["Norfolk"]["per_10_000_people_65_plus"] == ""
    first = client.get(f"{PAGE}?sort=rate").context["rows"][0]
    assert first.council == suffolk


def test_file_bears_the_codes_of_the_councils(home, client):
    assert file_rows(client)["Suffolk"]["code"] == "E10000029"
    assert (
        file_rows(client)["Belfast Health and Social Care Trust"]["kind"]
        == "Health and social care trust"
    )


@pytest.mark.parametrize("number", [1, 30])
def test_page_takes_the_same_number_of_queries_for_any_number(
    home, client, django_assert_num_queries, number
):
    for one in range(number):
        make_organisation(f"Org {one}", councils=("suffolk", "norfolk"))
    client.get(PAGE)

    with django_assert_num_queries(5):
        client.get(PAGE)
