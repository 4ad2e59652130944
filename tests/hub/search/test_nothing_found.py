"""What /search/ offers where nothing was found."""

import pytest
from bs4 import BeautifulSoup

from tests.hub.search.engines import with_files

SECRET = "quokkatown"


def ask(client, typed):
    return BeautifulSoup(client.get("/search/", {"q": typed}).content, "html5lib")


def topics(page):
    return [link.text for link in page.select(".empty-state .tag")]


def test_nothing_found_names_the_words_and_ways_on(put, client):
    put("Rotas")
    page = ask(client, "zzzzzz")
    shown = page.select_one(".empty-state")
    assert "Nothing found" in shown.text
    assert "“zzzzzz”" in shown.text
    assert {"/co-ops/", "/guides/", "/procurement/clauses/"} <= {
        link["href"] for link in shown.select("a")
    }


def test_nothing_found_carries_the_words_over_to_the_forum(put, client):
    put("Rotas")
    link = ask(client, "zzzz & qqqq #1?").select_one("a.button[href^='/forum/']")
    assert link["href"] == "/forum/discuss/ask/?subject=zzzz%20%26%20qqqq%20%231%3F"


def test_nothing_found_offers_topics_whose_names_are_near(put, client):
    put("Social value in tenders")
    page = ask(client, "socail vallue")
    assert topics(page) == ["Social value"]
    assert page.select_one(".empty-state .tag")["href"] == "/search/?q=Social%20value"


def test_nothing_found_offers_no_topic_that_leads_nowhere(put, client):
    put("Rotas")
    assert topics(ask(client, "socail vallue")) == []


def test_nothing_found_offers_no_topic_that_only_members_would_find(
    put, client, client_for, person
):
    put("Social value", visibility="members")
    assert topics(ask(client, "socail vallue")) == []
    assert topics(ask(client_for(person()), "socail vallue")) == ["Social value"]


def test_nothing_found_with_a_minus_says_what_it_does(put, client):
    put("Rotas")
    assert "leave out the minus" in ask(client, "rotas -rotas").text


@pytest.mark.parametrize(
    "typed",
    ["the", "of the", "-", '"', "(" * 200, "a" * 10_000, "%_%", "kind:guide", "*:*"],
)
def test_odd_words_get_a_page_that_leads_on(put, client, typed):
    put("Rotas")
    page = ask(client, typed)
    assert page.select_one(".empty-state") is not None
    assert page.select_one("main form[role=search]") is not None


@pytest.mark.parametrize("number", [1, 30])
@with_files  # other engines ask the database as well
def test_nothing_found_takes_the_same_queries_for_any_number_of_entries(
    put, client, django_assert_max_num_queries, number
):
    for _ in range(number):
        put("Social value")
    client.get("/search/", {"q": "socail vallue"})
    # The question, the topics, and the same question for each of the nearest three.
    with django_assert_max_num_queries(18):
        client.get("/search/", {"q": "socail vallue"})
