"""A list of newsletters, people who take them, and the mails they would get."""

import pytest

from hub.notify.models import Letter
from hub.notify.outbox import composer_of
from tests.factories.newsletter import make_newsletters, take


@pytest.fixture
def index(home, indexed):
    return make_newsletters(home)


@pytest.fixture
def takers(person):
    """Make so many people who take the newsletter."""

    def make(count: int):
        people = [person(f"Taker {number}") for number in range(count)]
        take(*people)
        return people

    return make


@pytest.fixture
def composed():
    """Compose the letters that wait, by whom they go to."""

    def compose():
        waiting = Letter.objects.filter(state=Letter.State.WAITING)
        return {
            letter.person.email: mail
            for letter in waiting.select_related("person")
            if (mail := composer_of(letter.composer).compose(letter)) is not None
        }

    return compose
