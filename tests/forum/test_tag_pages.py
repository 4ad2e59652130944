"""Lists across boards: the discussions of a topic, and the questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.adapter.actions import describe_topic
from forum.answers import actions
from hub.core.models import Topic as Tag
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

QUESTIONS = "/forum/questions/"


@pytest.fixture
def tag(db):
    return Tag.objects.get(slug="training")


def queries(client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def test_tags_of_a_discussion_lead_to_its_fellows(client, topic, tag, board, member):
    describe_topic(topic=topic, tags=[tag], is_question=False)
    make.topic(board, member, "Something else")
    link = 'href="/forum/tags/training/"'
    assert link in client.get(topic.get_absolute_url()).text
    assert link in client.get(board.get_absolute_url()).text
    page = client.get("/forum/tags/training/").text
    assert topic.get_absolute_url() in page
    assert "1 discussion" in page
    assert "Something else" not in page


def test_tag_shows_only_what_one_may_read(
    client, client_for, tag, board, members_board, member
):
    secret = make.topic(members_board, member, "HIDDEN SUBJECT")
    waits = make.topic(board, member, "HIDDEN WAITING", approved=False)
    for topic in (secret, waits):
        describe_topic(topic=topic, tags=[tag], is_question=True)
    for address in ("/forum/tags/training/", QUESTIONS):
        assert "HIDDEN" not in client.get(address).text
        page = client_for(member).get(address).text
        assert "HIDDEN SUBJECT" in page
        assert "HIDDEN WAITING" not in page


@pytest.mark.parametrize("address", ["/forum/tags/none/", "/forum/tags/%00/"])
def test_tag_that_is_not_there_is_not_found(home, address):
    assert Client().get(address).status_code in (400, 404)


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 5_000])
@pytest.mark.parametrize("address", ["/forum/tags/training/", QUESTIONS])
def test_page_that_is_not_there_is_not_found(client, topic, address, page):
    assert client.get(address, {"page": page}).status_code == 404


@pytest.mark.parametrize(
    ("who", "budget"), [("visitor", 8), ("member", 14), ("moderator", 14)]
)
@pytest.mark.parametrize("address", ["/forum/tags/training/", QUESTIONS])
def test_lists_cost_the_same_for_thirty_discussions(
    client_for, member, moderator, board, tag, who, budget, address
):
    people = {"member": member, "moderator": moderator}
    client = client_for(people[who]) if who in people else Client()

    def fill(number: int) -> None:
        for one in range(number):
            topic = make.topic(board, member, f"Topic {one}")
            describe_topic(topic=topic, tags=[tag], is_question=True)

    fill(1)
    one = queries(client, address)
    fill(29)
    thirty = queries(client, address)
    assert "Page 1 of 2" in client.get(address).text
    assert len(thirty) == len(one), thirty
    assert len(one) <= budget, one


@pytest.fixture
def asked(board, member, other):
    """One question without a reply, one with, one answered, and no question."""
    found = {}
    for name in ("Alone", "Talked", "Settled", "Chat"):
        topic = make.topic(board, member, name)
        describe_topic(topic=topic, tags=[], is_question=name != "Chat")
        found[name] = topic
    make.reply(found["Alone"], member, "I forgot to say")
    make.reply(found["Alone"], other, "It waits", approved=False)
    make.reply(found["Talked"], other)
    answer = make.reply(found["Settled"], other)
    actions.accept(post=answer, accepter=member)
    return found


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Alone"}),
        ("unanswered", {"Alone"}),
        ("open", {"Alone", "Talked"}),
        ("answered", {"Settled"}),
        ("nonsense", {"Alone"}),
    ],
)
def test_questions_are_listed_by_how_far_they_have_come(client, asked, state, shown):
    page = client.get(QUESTIONS, {"state": state}).text
    found = {name for name, topic in asked.items() if topic.get_absolute_url() in page}
    assert found == shown


def test_question_answered_by_who_asked_waits_for_nobody(client, asked, member):
    own = asked["Alone"].posts.order_by("pk")[1]
    actions.accept(post=own, accepter=member)
    assert "Alone" not in client.get(QUESTIONS).text
    assert "Alone" in client.get(QUESTIONS, {"state": "answered"}).text


def test_questions_are_narrowed_by_board_and_tag_within_a_state(
    client, asked, tag, member
):
    elsewhere = make.topic(make.board("Elsewhere"), member, "Far away")
    describe_topic(topic=elsewhere, tags=[tag], is_question=True)
    by_board = client.get(QUESTIONS, {"board": elsewhere.forum_id}).text
    by_tag = client.get(QUESTIONS, {"tag": "training", "state": "open"}).text
    for page in (by_board, by_tag):
        assert "Far away" in page
        assert asked["Alone"].get_absolute_url() not in page
    assert f'href="?state=answered&amp;board={elsewhere.forum_id}"' in by_board


def test_board_one_may_not_read_is_no_filter(client, asked, members_board, member):
    secret = make.topic(members_board, member, "HIDDEN")
    describe_topic(topic=secret, tags=[], is_question=True)
    page = client.get(QUESTIONS, {"board": members_board.pk}).text
    assert "Alone" in page  # as if nothing were asked for
    assert members_board.name not in page


def test_forum_leads_to_its_questions(client, board):
    assert f'href="{QUESTIONS}"' in client.get("/forum/").text


def test_lists_give_visitors_no_cookie_and_write_nothing(topic, tag):
    for address in ("/forum/tags/training/", QUESTIONS):
        with CaptureQueriesContext(connection) as captured:
            assert not Client().get(address).cookies
        assert {query["sql"].split()[0] for query in captured} <= {"SELECT"}
