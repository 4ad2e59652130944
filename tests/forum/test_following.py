"""Following on the site: buttons, the page of one thing, the list; nothing hidden shows."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.following import actions
from forum.following.subjects import place_of
from hub.notify.kinds import Way
from tests.factories import forum as make
from tests.factories.directory import make_organisation
from tests.factories.following import EVERYTHING, follow

pytestmark = pytest.mark.django_db

LIST = "/forum/following/"
CHOOSE = "/forum/following/choose/"


@pytest.fixture
def fay(person):
    return person("Fay Follower")


@pytest.fixture
def client(client_for, fay):
    return client_for(fay)


def page(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.text, "html5lib")


def address_of(thing=None) -> str:
    kind, key = EVERYTHING if thing is None else place_of(thing)
    return f"{CHOOSE}?what={kind}:{key}"


def followed(person) -> list[tuple[str, str, str]]:
    return list(person.follows.values_list("kind", "key", "way"))


def press(client, address: str, words: str):
    """Press the button with these words on a page, as a browser does."""
    for form in page(client, address).select("form"):
        for button in form.select("button"):
            if button.get_text(" ", strip=True).startswith(words):
                sent = {
                    one["name"]: one.get("value", "")
                    for one in form.select("input[type=hidden]")
                }
                if button.get("name"):
                    sent[button["name"]] = button["value"]
                return client.post(form.get("action") or address, sent, follow=True)
    raise AssertionError(f"No button {words!r}")


# --- Buttons --------------------------------------------------------------------------


def test_discussion_is_followed_and_stopped_by_its_buttons(client, fay, topic):
    there = topic.get_absolute_url()
    answer = press(client, there, "Follow this discussion")
    assert answer.redirect_chain[-1][0] == there
    assert followed(fay) == [("topic", str(topic.pk), "at_once")]
    assert "You follow this discussion" in answer.text

    answer = press(client, there, "Stop following")
    assert followed(fay) == []
    assert "You hear no more of" in answer.text


def test_board_is_followed_once_a_day_unless_one_chooses(client, fay, board):
    press(client, board.get_absolute_url(), "Follow this board")
    assert followed(fay) == [("board", str(board.pk), "daily")]
    assert "E-mail once a day" in client.get(board.get_absolute_url()).text


def test_who_wrote_is_told_why_they_hear_of_it_and_can_silence_it(
    client_for, topic, member
):
    client, there = client_for(member), topic.get_absolute_url()
    assert "because you wrote here" in client.get(there).text
    press(client, there, "Stop following")
    assert followed(member) == [("topic", str(topic.pk), "none")]
    assert "You hear nothing of this discussion" in client.get(there).text
    press(client, there, "Follow this discussion")
    assert followed(member) == [("topic", str(topic.pk), "at_once")]


def test_pressing_follow_again_keeps_what_was_chosen(client, fay, topic):
    follow(fay, topic, Way.WEEKLY)
    client.post(address_of(topic))
    assert followed(fay) == [("topic", str(topic.pk), "weekly")]


def test_page_and_organisation_lead_to_where_they_are_followed(
    home, client, fay, topic
):
    organisation = make_organisation("Equal Care")
    profile = organisation.get_absolute_url()
    for one in (Client(), client):
        links = page(one, profile).select(f'a[href^="{CHOOSE}"]')
        assert [link["href"] for link in links] == [
            f"{CHOOSE}?what=page:directory.organisation%3A{organisation.pk}"
        ]
    address = links[0]["href"]
    assert "Equal Care" in client.get(address).text
    client.post(address, {"ask": 1, "way": "weekly"})
    assert followed(fay) == [
        ("page", f"directory.organisation:{organisation.pk}", "weekly")
    ]


def test_visitors_see_the_same_page_without_cookie_and_are_asked_to_sign_in(
    home, topic
):
    organisation = make_organisation("Equal Care")
    for there in (topic, topic.forum, organisation):
        visits = [Client().get(there.get_absolute_url()) for _ in range(2)]
        assert len({one.content for one in visits}) == 1
        assert not visits[0].cookies
        assert CHOOSE in visits[0].text
    answer = Client().get(address_of(topic))
    assert answer.url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("kind", ["topic", "board"])
def test_button_costs_a_member_one_query_and_a_visitor_none(client, topic, kind):
    thing = {"topic": topic, "board": topic.forum}[kind]
    for one, most in ((client, 1), (Client(), 0)):
        one.get(thing.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            one.get(thing.get_absolute_url())
        asked = [q for q in captured if "forum_following_follow" in q["sql"]]
        assert len(asked) == most


# --- One thing ------------------------------------------------------------------------


def test_choice_for_one_thing_is_kept_and_shown_again(client, fay, topic):
    client.post(address_of(topic), {"ask": 1, "way": "weekly"})
    assert followed(fay) == [("topic", str(topic.pk), "weekly")]
    chosen = page(client, address_of(topic)).select_one("input[name=way][checked]")
    assert chosen["value"] == "weekly"


@pytest.mark.parametrize("way", ["", "hourly", "none", "\x00", "weekly\x00", "🦔" * 99])
def test_way_that_is_not_offered_is_refused_beside_the_question(
    client, fay, board, way
):
    answer = client.post(address_of(board), {"ask": 1, "way": way})
    assert answer.status_code in (200, 400)
    assert "Choose one." in answer.text or answer.status_code == 400
    assert followed(fay) == []


@pytest.mark.parametrize(
    "what",
    [
        "",
        "topic",
        "topic:",
        "topic:x",
        "topic:999999",
        "topic:" + "9" * 40,
        "topic:999999999999999",
        "board:999999999999999",
        "tag:999999999999999",
        "topic:²",
        "page:accounts.user:1",
        "page:wagtailcore.page:1",
        "page:wagtailcore.page:999999999999999",
        "page:no.such:1",
        "all:1",
        "everything:",
        "<b>:1",
        "topic:%00",
    ],
)
def test_what_is_not_there_cannot_be_followed(client, fay, what):
    for ask in (client.get, client.post):
        assert ask(f"{CHOOSE}?what={what}").status_code in (404, 400)
    assert followed(fay) == []


def test_what_is_hidden_answers_as_what_is_not_there(
    client, fay, closed_board, moderator, board, member
):
    secret = make.topic(closed_board, moderator, "SECRET")
    waiting = make.topic(board, member, "SECRET waiting", approved=False)
    draft = make_organisation("SECRET Start", live=False)
    for thing in (secret, closed_board, waiting, draft):
        answer = client.get(address_of(thing))
        assert answer.status_code == 404
        assert "SECRET" not in answer.text
        assert client.post(address_of(thing)).status_code == 404
    assert followed(fay) == []


def test_nobody_follows_without_end(client, fay, topic, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    follow(fay)
    answer = client.post(address_of(topic), follow=True)
    assert "Stop one first" in answer.text
    assert len(followed(fay)) == 1
