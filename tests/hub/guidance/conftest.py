"""A list of guides to put guides in."""

import pytest

from tests.factories.guidance import make_guides


@pytest.fixture
def guide_index(home):
    """The list of guides, empty."""
    return make_guides(home)
