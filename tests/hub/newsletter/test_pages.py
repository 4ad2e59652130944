"""Newsletters on the web."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.guidance import make_guide, make_guides
from tests.factories.newsletter import make_newsletter


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_list_shows_published_newsletters_the_newest_first(client, index):
    make_newsletter(index, "Older")
    make_newsletter(index, "Newer")
    make_newsletter(index, "Unready", live=False)
    text = client.get(index.url).content.decode()

    assert text.index("Newer") < text.index("Older")
    assert "Unready" not in text


@pytest.mark.parametrize("number", ["x", "0", "99999999999999999999", "-1", "2"])
def test_odd_page_numbers_are_not_found(client, index, number):
    make_newsletter(index)

    assert client.get(index.url, {"page": number}).status_code == 404


def test_list_needs_the_same_queries_for_one_and_thirty(client, index):
    make_newsletter(index, "First")
    few = queries(client, index.url)
    for number in range(29):
        make_newsletter(index, f"News {number}")

    assert queries(client, index.url) == few


def test_page_needs_the_same_queries_for_one_and_thirty_things(client, index, home):
    guides = make_guides(home)
    many = [("page", make_guide(guides, f"Guide {number}")) for number in range(30)]
    one = make_newsletter(
        index, "One", body=[("things", {"heading": "", "things": many[:1]})]
    )
    thirty = make_newsletter(
        index, "Thirty", body=[("things", {"heading": "", "things": many})]
    )

    assert "Guide 29" in client.get(thirty.url).content.decode()
    assert queries(client, one.url) == queries(client, thirty.url)


def test_page_shows_no_draft_thing(client, index, home):
    guides = make_guides(home)
    named = [
        ("page", make_guide(guides, "A draft", live=False)),
        ("page", make_guide(guides, "A guide")),
    ]
    page = make_newsletter(
        index, body=[("things", {"heading": "To read", "things": named})]
    )
    text = client.get(page.url).content.decode()

    assert "A guide" in text
    assert "A draft" not in text
