"""Atom feeds of public boards: short, valid, the same for everybody, asked often at no cost.

See also test_b2_feed_is_short_and_costs_the_same_at_any_length.
"""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from hub.accounts.models import User
from tests.factories import forum as make
from tests.factories.following import tag

pytestmark = pytest.mark.django_db

ALL = "/forum/feeds/topics/"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(address: str, client: Client | None = None) -> ElementTree.Element:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert not answer.cookies
    return ElementTree.fromstring(answer.content)


def of_board(board) -> str:
    return reverse("forum_feeds:forum_latest_topics", args=[board.slug, board.pk])


def of_tag(one) -> str:
    return reverse("forum_feeds:tag_latest_topics", args=[one.slug])


def titles(feed) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_feed_has_all_that_atom_asks_for(board, topic):
    feed = read(ALL)
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, feed.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert part.findtext(f"{ATOM}{name}")
        assert part.findtext(f"{ATOM}id").startswith("tag:localhost,2026:forum/")
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith(ALL)
    assert links["alternate"].endswith("/forum/")
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(topic.get_absolute_url())
    assert "Who pays?" in entry.findtext(f"{ATOM}summary")


def test_names_of_entries_outlive_a_new_subject_and_another_board(topic):
    before = read(ALL).findtext(f"{ATOM}entry/{ATOM}id")
    Topic.objects.filter(pk=topic.pk).update(
        slug="renamed", forum=make.board("Elsewhere")
    )
    assert read(ALL).findtext(f"{ATOM}entry/{ATOM}id") == before


def test_entry_is_updated_by_a_reply_and_comes_first(board, topic, other):
    make.topic(board, other, "Newer")
    assert titles(read(ALL)) == ["Newer", "Travel time"]
    post = make.reply(topic, other)
    feed = read(ALL)
    assert titles(feed) == ["Travel time", "Newer"]
    updated = datetime.fromisoformat(feed.findtext(f"{ATOM}updated"))
    assert updated == post.created


def test_feeds_hold_what_visitors_may_read_whoever_asks(
    client_for, moderator, board, members_board, closed_board, member
):
    shown = make.topic(board, member, "Shown")
    make.topic(board, member, "Waiting", approved=False)
    tag(shown)
    for hidden in (members_board, closed_board):
        tag(make.topic(hidden, member, "HIDDEN SUBJECT", "HIDDEN WORDS"))
    for client in (Client(), client_for(member), client_for(moderator)):
        for address in (ALL, of_board(board), of_tag(tag())):
            assert titles(read(address, client)) == ["Shown"]
        for hidden in (members_board, closed_board):
            assert client.get(of_board(hidden)).status_code == 404


def test_board_and_tag_have_feeds_of_their_own(board, member):
    tag(make.topic(board, member, "Tagged"))
    make.topic(make.board("Elsewhere"), member, "Apart")
    assert titles(read(of_board(board))) == ["Tagged"]
    assert titles(read(of_tag(tag()))) == ["Tagged"]
    ids = {read(one).findtext(f"{ATOM}id") for one in (ALL, of_board(board))}
    assert len(ids | {read(of_tag(tag())).findtext(f"{ATOM}id")}) == 3


def test_tag_that_is_not_there_has_no_feed(db):
    assert Client().get("/forum/feeds/tags/none-such/").status_code == 404


def test_authors_are_names_and_never_addresses(board, person):
    former = person("Fran Former", is_active=False)
    make.topic(board, User.objects.create_user("nameless@example.org"), "One")
    make.topic(board, former, "Two")
    make.topic(board, person("Nia Named"), "Three")
    feed = read(ALL)
    authors = [one.text for one in feed.iter(f"{ATOM}name")]
    assert authors == ["Nia Named", "A former member", "A member"]
    assert "@" not in ElementTree.tostring(feed, encoding="unicode")


@pytest.mark.parametrize("kind", ["all", "board", "tag"])
def test_feed_costs_the_same_for_one_and_thirty_and_stays_short(board, person, kind):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            feed = read(address)
        assert {one["sql"].split()[0] for one in captured} == {"SELECT"}
        assert len(titles(feed)) <= 20
        return len(captured)

    address = {"all": ALL, "board": of_board(board), "tag": of_tag(tag())}[kind]
    tag(make.topic(board, person("Person"), "Talk"))
    one = cost()
    for number in range(30):
        tag(make.topic(board, person(f"Person {number}"), f"Talk {number}"))
    assert cost() == one <= 12
    assert len(titles(read(address))) == 20


def test_reader_with_the_newest_version_is_not_sent_it_again(topic, other):
    first = Client().get(ALL)
    again = Client().get(ALL, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = {"if-modified-since": first["Last-Modified"]}
    assert Client().get(ALL, headers=since).status_code == 304

    Post.objects.filter(pk=topic.first_post_id).update(_content_rendered="Put better")
    changed = Client().get(ALL, headers={"if-none-match": first["ETag"]})
    assert "Put better" in changed.text


def test_empty_feed_is_the_same_each_time(board):
    assert titles(read(ALL)) == []
    assert Client().get(ALL)["ETag"] == Client().get(ALL)["ETag"]


def test_feeds_are_named_on_the_pages_that_show_the_same(board, members_board):
    def alternate(address: str, client) -> list[str]:
        page = BeautifulSoup(client.get(address).text, "html5lib")
        return [one["href"] for one in page.select('link[type="application/atom+xml"]')]

    assert alternate("/forum/", Client()) == [ALL]
    assert alternate(board.get_absolute_url(), Client()) == [of_board(board)]


def test_members_board_names_no_feed(members_board, member, client_for):
    page = client_for(member).get(members_board.get_absolute_url())
    assert page.status_code == 200
    assert "atom+xml" not in page.text


def test_markup_in_subjects_stays_text(board, member):
    make.topic(board, member, '<b>Pay</b> & "rotas" \U0001f600')
    assert titles(read(ALL)) == ['<b>Pay</b> & "rotas" \U0001f600']


def links_to_feeds(address: str, client: Client) -> list[str]:
    soup = BeautifulSoup(client.get(address).text, "html5lib")
    links = soup.find_all("a", string="Follow with a feed reader")
    return [link["href"] for link in links]


def test_page_with_a_feed_shows_a_link_to_it(client_for, member, board, members_board):
    starting = tag()
    pages = {
        "/forum/": ALL,
        board.get_absolute_url(): of_board(board),
        reverse("forum_answers:tag", args=[starting.slug]): of_tag(starting),
    }
    for client in (Client(), client_for(member)):
        for address, feed in pages.items():
            assert links_to_feeds(address, client) == [feed]
    # A board of members has no feed.
    inside = members_board.get_absolute_url()
    assert links_to_feeds(inside, client_for(member)) == []
