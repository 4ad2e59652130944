import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from casestudies.models import CaseStudyPage
from casestudies.search_sources import CaseStudySource
from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation
from tests.factories.procurement import make_clause, make_procurement

LIST = "/case-studies/"
OUTCOME = {
    "measure": "Staff leaving in a year",
    "before": "30",
    "after": "12",
    "unit": "%",
    "period": "2019 to 2023",
    "source": "Annual report",
    "source_url": "https://example.org/report",
    "evidence": "told_by_organisation",
}


@pytest.fixture
def index(home):
    return make_case_studies(home)


def titles(response):
    return [story.title for story in response.context["stories"]]


def counts(response, facet):
    found = [one for one in response.context["facets"] if one.name == facet]
    options = found[0].options if found else []
    return {option.value: option.count for option in options}


def text(node):
    return " ".join(node.text.split())


def published(story, day):
    moment = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
    CaseStudyPage.objects.filter(pk=story.pk).update(first_published_at=moment)


def test_list_shows_the_newest_first(index, client):
    for day, title in ((2, "Second"), (1, "First"), (3, "Third")):
        published(make_case_study(index, title), day)

    assert titles(client.get(LIST)) == ["Third", "Second", "First"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("model=worker", ["Alder", "Birch"]),
        ("model=worker&model=community", ["Alder", "Birch", "Cedar"]),
        ("model=worker&nation=wales", ["Birch"]),
        ("topic=training", ["Alder"]),
        ("service=home_care", ["Cedar"]),
        ("nation=nowhere", ["Alder", "Birch", "Cedar"]),
    ],
)
def test_list_is_narrowed_by_the_address(index, client, query, expected):
    make_case_study(index, "Alder", models=("worker",), topics=("training",))
    make_case_study(index, "Birch", models=("worker",), nation="wales")
    make_case_study(index, "Cedar", models=("community",), services=("home_care",))

    assert sorted(titles(client.get(f"{LIST}?{query}"))) == expected


def test_draft_leaks_nowhere_in_the_list(index, client):
    make_case_study(index, "Alder", models=("worker",))
    make_case_study(
        index, "Secret", live=False, models=("platform",), topics=("policy",)
    )

    response = client.get(LIST)

    assert titles(response) == ["Alder"]
    assert counts(response, "model") == {"worker": 1}
    assert counts(response, "topic") == {}
    assert titles(client.get(f"{LIST}?model=platform")) == []
    assert client.get(f"{LIST}secret/").status_code == 404
    assert b"Secret" not in response.content


def test_card_says_owners_and_place_and_leaves_out_what_is_not_known(index, client):
    make_case_study(index, "Alder", models=("worker", "platform"), place="Suffolk")
    make_case_study(index, "Birch", place="Catalonia")
    make_case_study(index, "Cedar")

    page = BeautifulSoup(client.get(LIST).content, "html5lib")

    assert sorted(line.text for line in page.select(".card .quiet")) == [
        "Catalonia",
        "Worker-owned, Platform co-op · Suffolk",
    ]


@pytest.mark.parametrize("page", ["0", "-1", "2", "abc", "²"])
def test_page_of_the_list_that_is_not_there_is_not_found(index, client, page):
    assert client.get(LIST, {"page": page}).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_list_takes_the_same_number_of_queries_for_any_number(
    index, client, django_assert_num_queries, number
):
    organisation = make_organisation()
    for one in range(number):
        make_case_study(
            index,
            f"Story {one}",
            organisation=organisation,
            models=("worker", "platform"),
            services=("home_care",),
        )
    cache.clear()
    client.get(LIST)

    with django_assert_num_queries(17):
        client.get(LIST)


def test_story_shows_facts_outcomes_and_sources(index, client):
    organisation = make_organisation()
    make_case_study(
        index,
        organisation=organisation,
        models=("worker",),
        services=("home_care",),
        place="Suffolk",
        headline_figure="36 teams",
        headline_label="that run themselves",
        outcomes=[OUTCOME],
        sources=1,
    )

    page = BeautifulSoup(
        client.get(f"{LIST}teams-that-run-themselves/").content, "html5lib"
    )

    facts = dict(
        zip(
            [one.text for one in page.select("dl dt")],
            [one.text for one in page.select("dl dd")],
            strict=True,
        )
    )
    row = page.select_one("table tbody tr")
    assert facts == {
        "Organisation": "Equal Care",
        "Place": "Suffolk",
        "Services": "Home care",
        "Ownership": "Worker-owned",
    }
    assert page.select_one("dl a")["href"] == "/co-ops/equal-care/"
    assert text(row.th) == "Staff leaving in a year (2019 to 2023)"
    assert [text(cell) for cell in row.find_all("td")] == [
        "before: 30 after: 12 %",
        "Told by the organisation Annual report",
    ]
    assert row.a["href"] == "https://example.org/report"
    assert "36 teams" in page.main.text
    assert "Source 0" in page.main.text


def test_outcome_without_a_before_shows_what_was_reached_alone(index, client):
    make_case_study(index, outcomes=[OUTCOME | {"before": "", "source_url": ""}])

    response = client.get(f"{LIST}teams-that-run-themselves/")
    row = BeautifulSoup(response.content, "html5lib").select_one("table tbody tr")

    assert text(row.td) == "12 %"
    assert row.a is None


def test_story_without_outcomes_has_no_table(index, client):
    make_case_study(index)

    response = client.get(f"{LIST}teams-that-run-themselves/")

    assert b"<table" not in response.content


def test_story_links_to_published_clauses_and_organisation_alone(home, index, client):
    clauses, _ = make_procurement(home)
    shown = make_clause(clauses, "Pay for travel time")
    secret = make_clause(clauses, "Secret clause", live=False)
    organisation = make_organisation("Secret co-op", live=False)
    make_case_study(index, organisation=organisation, clauses=[shown, secret])

    response = client.get(f"{LIST}teams-that-run-themselves/")

    assert response.context["organisation"] is None
    assert [clause.title for clause in response.context["clauses"]] == [
        "Pay for travel time"
    ]
    assert b"Secret" not in response.content
    assert b"Secret" not in client.get(LIST).content


@pytest.mark.parametrize("number", [1, 30])
def test_story_takes_the_same_number_of_queries_for_any_number(
    home, index, client, django_assert_num_queries, number
):
    clauses, _ = make_procurement(home)
    make_case_study(
        index,
        organisation=make_organisation(),
        clauses=[make_clause(clauses, f"Clause {one}") for one in range(number)],
        outcomes=[OUTCOME] * number,
        sources=number,
    )
    cache.clear()
    client.get(f"{LIST}teams-that-run-themselves/")

    with django_assert_num_queries(17):
        client.get(f"{LIST}teams-that-run-themselves/")


def test_search_does_not_find_a_story_by_an_unpublished_organisation(index):
    secret = make_case_study(
        index, "One", organisation=make_organisation("Secret", live=False)
    )
    shown = make_case_study(index, "Two", organisation=make_organisation("Alder"))

    assert "Secret" not in CaseStudySource().body(secret)
    assert "Alder" in CaseStudySource().body(shown)


def test_story_is_edited_in_the_admin(index, person, client_for):
    story = make_case_study(index, outcomes=[OUTCOME], sources=1)
    root = client_for(person(is_superuser=True))

    response = root.get(f"/admin/pages/{story.pk}/edit/")
    preview = root.get(f"/admin/pages/{story.pk}/view_draft/")

    assert response.status_code == preview.status_code == 200
    assert b"Staff leaving in a year" in response.content
    assert b"Staff leaving in a year" in preview.content


def test_starter_stories_rest_on_sources_and_known_evidence(starter_content):
    stories = CaseStudyPage.objects.all()

    assert {story.slug for story in stories} == {
        "leading-lives",
        "equal-care-co-op",
        "be-caring",
        "italy-social-co-operatives",
        "catalonia-and-its-ateneus",
    }
    for story in stories:
        assert story.live
        assert story.sources.exists()
        for row in (*story.outcomes.all(), *story.sources.all()):
            row.full_clean()


def test_preview_of_a_story_shows_the_clauses_just_chosen(index, home):
    clauses, _ = make_procurement(home)
    clause = make_clause(clauses, "Pay for travel time")
    story = CaseStudyPage.objects.get(pk=make_case_study(index).pk)
    # Chosen, but not saved yet: as the preview of an edit finds it.
    story.clauses = [clause]

    response = story.make_preview_request()

    assert response.status_code == 200
    assert clause.title in response.content.decode()
