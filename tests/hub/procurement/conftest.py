"""A procurement section to put clauses and routes in."""

import pytest

from tests.factories.procurement import make_procurement


@pytest.fixture
def shelves(home):
    """The two index pages: (clauses, routes)."""
    return make_procurement(home)


@pytest.fixture
def clause_index(shelves):
    """The clause library, empty."""
    return shelves[0]


@pytest.fixture
def route_index(shelves):
    """The list of routes, empty."""
    return shelves[1]
