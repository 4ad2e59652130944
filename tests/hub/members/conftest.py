"""What the tests about people share."""

import pytest

from tests.factories.members import make_member


@pytest.fixture
def member(home, client_for):
    """A signed-in member who is in no list: `member.get(...)`, `member.user`."""
    profile = make_member("Mara Looks", is_listed=False)
    client = client_for(profile.user)
    client.user = profile.user
    return client
