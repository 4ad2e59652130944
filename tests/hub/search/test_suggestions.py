"""What is offered while somebody types: the options at /search/suggest/."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django.utils.safestring import mark_safe

from hub.search import views
from hub.search.answers import Hit
from tests.hub.search.engines import with_files

ADDRESS = "/search/suggest/"


def hit(title: str, where: str = "Guides") -> Hit:
    return Hit(
        kind="guide",
        kind_label="Guide",
        title=escape(title),
        snippet=mark_safe(""),
        url="/guides/one/",
        where=where,
        changed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    )


@pytest.fixture
def offered(monkeypatch, db):
    """Let the search suggest these things, and keep what it was asked."""
    asked: list[tuple[str, frozenset[str]]] = []

    def offer(*hits: Hit) -> list[tuple[str, frozenset[str]]]:
        def suggest(typed, *, visible):
            asked.append((typed, visible))
            return list(hits)

        monkeypatch.setattr(views, "suggest", suggest)
        return asked

    return offer


def options(response):
    return BeautifulSoup(response.content.decode(), "html5lib").select("[role=option]")


def text(node):
    return " ".join(node.text.split())


def test_suggestions_are_options_with_title_kind_place_and_address(offered, client):
    offered(hit("Rotas"), hit("Rotas again", where=""))
    first, second, search = options(client.get(ADDRESS, {"q": "rot"}))
    assert (text(first), first["data-url"]) == ("Rotas Guide · Guides", "/guides/one/")
    assert text(second) == "Rotas again Guide"
    assert text(search) == "Search for “rot”"
    assert not search.has_attr("data-url")


def test_suggestions_where_nothing_begins_so_are_empty(offered, client):
    offered()
    response = client.get(ADDRESS, {"q": "rot"})
    assert (response.status_code, response.content.strip()) == (200, b"")


def test_markup_in_titles_and_words_shows_as_text(offered, client):
    offered(hit("<script>alert(1)</script>", where="<img src=x>"))
    said = client.get(ADDRESS, {"q": "<script>alert(2)</script>"}).content.decode()
    assert "<script" not in said
    assert "<img" not in said


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u3000"])
def test_nothing_typed_is_not_asked(offered, client, typed):
    asked = offered(hit("Rotas"))
    assert client.get(ADDRESS, {"q": typed}).content.strip() == b""
    assert client.get(ADDRESS).content.strip() == b""
    assert asked == []


def test_visitor_and_member_are_asked_for_with_the_keys_they_hold(
    offered, client, client_for, person
):
    asked = offered()
    client.get(ADDRESS, {"q": "rot"})
    client_for(person()).get(ADDRESS, {"q": "rot"})
    assert asked == [
        ("rot", frozenset({"public"})),
        ("rot", frozenset({"public", "members"})),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 500,
        "a" * 10_000,
        '"*:*" AND',
        "title:",
        "👩🏽‍🤝‍👩🏿",
        "\u202e\u200b",
        "%_",
        "\\",
    ],
)
def test_odd_words_are_answered(put, client, typed):
    put("Rotas")
    assert client.get(ADDRESS, {"q": typed}).status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "q=%FF", "q=%ED%A0%80"])
def test_what_is_no_text_is_a_bad_request(client, db, query):
    assert client.get(f"{ADDRESS}?{query}").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_suggestions_take_nothing_that_is_sent(client, db, method):
    assert getattr(client, method)(f"{ADDRESS}?q=rot").status_code == 405


def test_hidden_things_are_suggested_to_nobody_without_their_key(
    put, client, client_for, person
):
    put("Rotas", visibility="members")
    put("Rotas", visibility="board:7")
    assert options(client.get(ADDRESS, {"q": "rot"})) == []
    member = options(client_for(person()).get(ADDRESS, {"q": "rot"}))
    # The thing for members, and the search itself.
    assert len(member) == 2


@pytest.mark.parametrize("number", [1, 30])
@with_files  # other engines ask the database as well
def test_queries_do_not_grow_with_what_there_is(
    put, client, django_assert_max_num_queries, number
):
    for _ in range(number):
        put("Rotas")
    client.get(ADDRESS, {"q": "rot"})
    # What the visitor may see; what must be left out; the entries.
    with django_assert_max_num_queries(3):
        client.get(ADDRESS, {"q": "rot"})


def test_suggestions_write_nothing_and_set_no_cookie(put, client):
    put("Rotas")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(ADDRESS, {"q": "rot"})
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}
    assert not response.cookies
    assert "Cookie" in response.headers["Vary"]
