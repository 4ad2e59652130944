"""People and boards that the forum's tests share."""

import pytest

from tests.factories import forum as make


@pytest.fixture
def member(person):
    return person("Mo Member")


@pytest.fixture
def other(person):
    return person("Olu Other")


@pytest.fixture
def moderator(person):
    return make.moderator(person("Max Moderator"))


@pytest.fixture
def admin(client_for, person):
    """An administrator's browser."""
    return client_for(person("Ada Admin", is_superuser=True, is_staff=True))


@pytest.fixture
def board(db):
    return make.board()


@pytest.fixture
def members_board(db):
    return make.board("Members' room", public=False)


@pytest.fixture
def closed_board(db):
    """A board that only moderators may read."""
    return make.close(make.board("Committee", public=False))


@pytest.fixture
def topic(board, member):
    return make.topic(board, member)
