"""Search within the clause library."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.factories.procurement import make_clause, make_route


@pytest.fixture
def ask(client, clause_index, indexed):
    def asked(words, client=client, **values):
        indexed()
        return client.get(clause_index.url, {"q": words, **values})

    return asked


def titles(response):
    return [clause.title for clause in response.context["page_obj"]]


def counts(response, name):
    return {
        option.value: option.count
        for facet in response.context["narrowed"].facets()
        if facet.name == name
        for option in facet.options
    }


def test_clauses_found_by_words_stand_best_first_with_counts(
    clause_index, route_index, ask
):
    make_clause(
        clause_index, "Annual report", wording="1. Rotas are shown.", risk="low"
    )
    make_clause(clause_index, "Rotas made by teams", risk="high")
    make_clause(clause_index, "Social value", risk="low")
    make_route(route_index, "Rotas are no route")

    response = ask("rota")

    assert titles(response) == ["Rotas made by teams", "Annual report"]
    assert counts(response, "risk") == {"low": 1, "high": 1}
    assert titles(ask("rota", risk="low")) == ["Annual report"]
    assert titles(ask("")) == ["Annual report", "Rotas made by teams", "Social value"]


def test_page_has_a_box_that_keeps_the_words(clause_index, ask):
    make_clause(clause_index, "Rotas")
    page = BeautifulSoup(ask("rotas", risk="low").content, "html5lib")

    box = page.select_one("form[role=search]")
    assert box["action"] == clause_index.url
    assert box.select_one("[name=q]")["value"] == "rotas"
    assert box.select_one("[name=risk]")["value"] == "low"
    assert page.select_one("a[href='/search/?q=rotas']")


def test_hidden_clauses_are_found_by_nobody_who_may_not_see_them(
    clause_index, ask, client_for, person
):
    secret = make_clause(clause_index, "Quokkatown", risk="high")
    make_clause(clause_index, "Quokkatown draft", live=False)
    PageViewRestriction.objects.create(
        page=secret, restriction_type=PageViewRestriction.LOGIN
    )

    assert (titles(ask("quokkatown")), counts(ask("quokkatown"), "risk")) == ([], {})
    assert titles(ask("quokkatown", client_for(person()))) == ["Quokkatown"]


@pytest.mark.parametrize("count", [1, 30])
def test_search_query_count_does_not_grow(
    clause_index, client, indexed, count, django_assert_num_queries
):
    for number in range(count):
        make_clause(clause_index, f"Clause {number}", topics=("social-value",))
    indexed()
    client.get(clause_index.url)

    with django_assert_num_queries(20):
        client.get(clause_index.url, {"q": "clause", "risk": "low"})
