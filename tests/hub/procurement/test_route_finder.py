"""The route finder: a table of cases, every path, and what is shown of a route."""

from itertools import product

import pytest
from django.urls import reverse

from hub.procurement.models import RoutePage
from hub.procurement.routing.questions import QUESTIONS, Answers
from hub.procurement.routing.rules import RULES, open_routes
from tests.factories.procurement import make_clause, make_provision, make_route

# nation, buyer, service, value, existing, market: the routes, in order.
CASES = [
    ("england council care above none several",
     "light-touch-contract purpose-aligned-partnership reserved-contract "
     "pilot-with-a-care-recipient-owned-co-op grant"),
    ("england council care below none several",
     "below-threshold-competition pilot-with-a-care-recipient-owned-co-op grant"),
    ("england council care unknown running several",
     "below-threshold-competition light-touch-contract purpose-aligned-partnership "
     "reserved-contract pilot-with-a-care-recipient-owned-co-op"),
    ("england council care above closing several",
     "light-touch-contract direct-award"),
    ("england health health above none several", "health-care-provider-selection"),
    ("england health health above closing few", "health-care-provider-selection"),
    ("england together mixed above running several",
     "health-care-provider-selection light-touch-contract purpose-aligned-partnership "
     "reserved-contract pilot-with-a-care-recipient-owned-co-op"),
    ("wales council care above running few",
     "light-touch-contract purpose-aligned-partnership reserved-contract "
     "pilot-with-a-care-recipient-owned-co-op direct-award"),
    ("northern_ireland council care below closing few",
     "below-threshold-competition direct-award"),
    ("scotland council care above none several",
     "social-care-contract-in-scotland pilot-with-a-care-recipient-owned-co-op grant"),
    ("scotland council care below closing several",
     "below-threshold-competition social-care-contract-in-scotland direct-award"),
    ("scotland health health above running several",
     "pilot-with-a-care-recipient-owned-co-op"),
    ("wales health health above closing several", "direct-award"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "routes"), CASES)
def test_answers_lead_to_these_routes_in_this_order(answers, routes):
    assert list(open_routes(Answers(*answers.split()))) == routes.split()


def every_path():
    return [
        Answers(*keys)
        for keys in product(*([k for k, _ in q.choices] for q in QUESTIONS))
    ]


def test_every_path_leads_to_a_route_or_is_one_of_those_known_to_lead_to_none():
    stuck = {
        (one.nation, one.service, one.value, one.existing)
        for one in every_path()
        if not open_routes(one)
    }

    # Nobody has written of health care outside England yet, nor of how it is bought there.
    assert stuck == set()


def test_every_rule_opens_on_some_path_and_stays_closed_on_another():
    found = [open_routes(one) for one in every_path()]

    for slug in RULES:
        assert 0 < sum(slug in one for one in found) < len(found), slug


def test_every_rule_has_a_starter_route_that_is_written_for_each_nation_it_opens_in(
    starter_content,
):
    nations = {
        route.slug: {row.nation for row in route.nations.all()}
        for route in RoutePage.objects.all()
    }

    assert set(nations) == set(RULES)
    for answers in every_path():
        for slug in open_routes(answers):
            assert answers.nation in nations[slug], (slug, answers)


def ask(client, answers):
    params = dict(zip([one.name for one in QUESTIONS], answers.split(), strict=True))
    return client.get(reverse("procurement:find_a_route"), params).content.decode()


def test_route_is_shown_with_law_record_risks_clauses_and_no_cases_yet(client, shelves):
    clause = make_clause(shelves[0])
    route = make_route(shelves[1], slug="direct-award", clauses=[clause])
    route.provisions = [make_provision("act-s41", section="section 41")]
    route.save_revision().publish()

    shown = ask(client, "england council care above closing few")

    for words in (
        "1 route may be open",
        "Procurement Act 2023, section 41",
        "The notices.",
        "A challenge.",
        clause.title,
        "None yet.",
    ):
        assert words in shown, words


def test_draft_route_and_draft_clause_are_not_shown(client, shelves):
    hidden = make_clause(shelves[0], "Secret wording", live=False)
    make_route(shelves[1], slug="direct-award", clauses=[hidden])
    make_route(shelves[1], "Secret route", slug="light-touch-contract", live=False)

    shown = ask(client, "england council care above closing few")

    assert "Direct award" in shown
    assert "Secret" not in shown


def test_route_of_another_nation_is_not_shown(client, shelves):
    make_route(shelves[1], slug="direct-award")

    shown = ask(client, "scotland council care above closing few")

    assert "No route here fits these answers" in shown


def test_missing_answer_is_asked_for_and_the_others_are_kept(client, shelves):
    address = reverse("procurement:find_a_route")
    shown = client.get(address, {"nation": "wales", "buyer": "<b>"}).content.decode()

    assert "A few answers are missing" in shown
    assert 'value="wales" checked' in shown
    assert "<b>" not in shown


@pytest.mark.parametrize("number", [1, 30])
def test_route_finder_takes_the_same_queries_for_any_number_of_clauses(
    client, shelves, django_assert_max_num_queries, number
):
    clauses = [make_clause(shelves[0], f"Clause {one}") for one in range(number)]
    make_route(shelves[1], slug="direct-award", clauses=clauses)
    ask(client, "england council care above closing few")

    with django_assert_max_num_queries(20):
        ask(client, "england council care above closing few")
