"""Clauses and routes as search entries."""

import pytest

from hub.core.visibility import PUBLIC
from hub.procurement.models import ClausePage, RoutePage
from hub.search.sources import source_of
from tests.factories.procurement import make_clause, make_route


def test_clause_entry_reads_as_plain_words(clause_index):
    clause = make_clause(
        clause_index,
        wording="1. Up to [[weight|15]]%",
        nations=("england", "wales"),
        topics=("social-value",),
    )

    entry = source_of(ClausePage).entry(clause)

    assert (entry.kind, entry.visibility, entry.url) == ("clause", PUBLIC, clause.url)
    assert entry.body.startswith("1. Up to [15]%\nIn home care.")
    assert entry.where == "Procurement › Clauses › Contract terms"
    assert entry.facets == {
        "topic": ("social-value",),
        "nation": ("england", "wales"),
        "audience": ("commissioners",),
    }


def test_route_entry_holds_everything_it_says(route_index):
    route = make_route(route_index, risks="A challenge by others.")

    entry = source_of(RoutePage).entry(route)

    assert (entry.kind, entry.url) == ("route", route.url)
    assert "A challenge by others." in entry.body


def test_draft_clause_has_no_entry(clause_index):
    draft = make_clause(clause_index, live=False)

    assert source_of(ClausePage).entry(draft) is None


def test_published_clause_with_a_newer_draft_keeps_the_draft_out(clause_index):
    clause = make_clause(clause_index, wording="1. Open.")
    clause.wording, clause.version = "1. Secret.", "0.2"
    clause.save_revision()

    entry = source_of(ClausePage).entry(ClausePage.objects.get(pk=clause.pk))

    assert entry.body.startswith("1. Open.")


def test_clause_and_route_tell_how_far_to_trust_them(clause_index, route_index):
    clause = make_clause(clause_index, status="under_review", risk="high")
    route = make_route(route_index, risk="low")

    assert source_of(ClausePage).entry(clause).facts == ("Under review", "Risk: high")
    assert source_of(RoutePage).entry(route).facts == ("Risk: low",)


@pytest.mark.parametrize("number", [1, 30])
def test_source_takes_the_same_number_of_queries_for_any_number(
    clause_index, number, django_assert_num_queries
):
    for count in range(number):
        make_clause(clause_index, f"Clause {count}", topics=("social-value",))
    source = source_of(ClausePage)
    list(source.entries(source.queryset()))  # where the site begins is remembered
    with django_assert_num_queries(7):
        entries = [entry for _, entry in source.entries(source.queryset())]
    assert len(entries) == number
