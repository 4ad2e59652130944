"""What is new for a member, on the site."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.hub.members.digests import interested, new_thing

YESTERDAY = timezone.now() - dt.timedelta(days=1)


@pytest.fixture
def ada(home, person):
    return interested(person("Ada"))


def shown(client) -> str:
    response = client.get("/me/new/")
    assert response.status_code == 200
    return response.content.decode()


def test_page_lists_what_is_new_for_its_reader_alone(ada, client_for):
    new_thing("In her topics", at=YESTERDAY)
    new_thing("Elsewhere", at=YESTERDAY, facets={"topic": ["policy"]})
    new_thing("On a hidden board", at=YESTERDAY, visibility="board:99")
    new_thing("Long ago", at=YESTERDAY - dt.timedelta(days=30))
    text = shown(client_for(ada))

    assert "In her topics" in text
    for title in ("Elsewhere", "On a hidden board", "Long ago"):
        assert title not in text


def test_page_without_news_says_what_to_do(home, person, client_for):
    assert "Nothing new just now" in shown(client_for(person("Nobody")))


def test_visitors_are_led_to_sign_in(home, client):
    assert client.get("/me/new/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("number", ["x", "-1", "9999999999999999999999"])
def test_odd_page_numbers_are_not_found(ada, client_for, number):
    assert client_for(ada).get("/me/new/", {"page": number}).status_code == 404


def test_page_needs_the_same_queries_for_one_and_thirty(ada, client_for):
    client = client_for(ada)

    def queries() -> int:
        shown(client)
        with CaptureQueriesContext(connection) as found:
            shown(client)
        return len(found)

    new_thing("One", at=YESTERDAY)
    few = queries()
    for number in range(29):
        new_thing(f"Guide {number}", at=YESTERDAY)

    assert queries() == few
