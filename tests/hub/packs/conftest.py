"""One thing of each kind to collect, and people who do."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from tests.factories.casestudies import make_case_studies, make_case_study
from tests.factories.directory import make_organisation
from tests.factories.guidance import make_guide, make_guides
from tests.factories.procurement import make_clause, make_procurement, make_route
from tests.hub.downloads.conftest import soffice, weasyprint

# What files are opened with is asked for here as it is there.
__all__ = ["soffice", "weasyprint"]


@pytest.fixture(autouse=True)
def unlimited():
    """No test is held to what another made within the hour."""
    cache.clear()


@pytest.fixture
def things(home):
    """A clause, a route, a guide, a case study and an organisation."""
    clauses, routes = make_procurement(home)
    organisation = make_organisation("Equal Care", description="<h2>Who</h2><p>Us.</p>")
    return SimpleNamespace(
        clauses=clauses,
        routes=routes,
        clause=make_clause(clauses, drafting_notes="Settle the rate first."),
        route=make_route(routes),
        guide=make_guide(make_guides(home), parts=("First steps",)),
        case=make_case_study(
            make_case_studies(home),
            organisation=organisation,
            outcomes=[
                {
                    "measure": "Teams",
                    "after": "36",
                    "source": "Annual report",
                    "evidence": "told_by_organisation",
                }
            ],
        ),
        organisation=organisation,
    )


@pytest.fixture
def every_thing(things):
    """All five, in the order in which they are collected."""
    return [
        things.clause,
        things.route,
        things.guide,
        things.case,
        things.organisation,
    ]


@pytest.fixture
def member(person):
    """Who collects."""
    return person("Mo Member")


@pytest.fixture
def member_client(client_for, member):
    """Their browser."""
    return client_for(member)
