"""The whole of a discussion on one page: the same posts, for the same people."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.adapter import view_counts
from forum.answers import on_topic_page, words
from forum.forum_conversation import printing
from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollOption
from forum.forum_tracking.models import TopicReadTrack
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def address(topic) -> str:
    return topic.address("topic_print")


def page_of(client, topic) -> BeautifulSoup:
    answer = client.get(address(topic))
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html5lib")


def messages(page: BeautifulSoup) -> list[str]:
    return [text.get_text(" ", strip=True) for text in page.select(".post__text")]


def test_topic_leads_to_a_page_with_all_its_messages_in_their_order(
    client_for, topic, other
):
    for number in range(45):
        make.reply(topic, other, f"Number {number}")
    client = client_for(other)
    led = f'href="{address(topic)}" rel="nofollow"'
    assert led in client.get(topic.get_absolute_url()).text
    page = page_of(client, topic)
    expected = ["Who pays?", *(f"Number {number}" for number in range(45))]
    assert messages(page) == expected
    assert page.find("link", rel="canonical")["href"] == topic.get_absolute_url()
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_page_to_print_offers_nothing_to_do(client_for, topic, moderator, other):
    make.reply(topic, other)
    page = page_of(client_for(moderator), topic)
    assert len(messages(page)) == 2
    assert not page.select(".post__actions")
    assert not page.main.find_all(["form", "button", "input"])


def test_page_to_print_is_refused_as_the_topic_is(
    client_for, other, moderator, members_board, closed_board, board, member
):
    visitor, reader, keeper = Client(), client_for(other), client_for(moderator)
    waiting = make.topic(board, member, "HIDDEN SUBJECT", approved=False)
    inside = make.topic(members_board, member, "HIDDEN SUBJECT")
    closed = make.topic(closed_board, member, "HIDDEN SUBJECT")
    for topic, askers in (
        (waiting, [(visitor, 404), (reader, 404), (keeper, 200)]),
        (inside, [(visitor, 404), (reader, 200), (keeper, 200)]),
        (closed, [(visitor, 404), (reader, 404), (keeper, 200)]),
    ):
        for client, status in askers:
            answer = client.get(address(topic))
            assert answer.status_code == status
            assert ("HIDDEN SUBJECT" in answer.text) == (status == 200)
            assert client.get(topic.get_absolute_url()).status_code == status


def test_message_that_waits_is_printed_for_its_author_and_moderators_alone(
    client_for, topic, other, moderator, member
):
    make.reply(topic, other, "HIDDEN REPLY", approved=False)
    shown = ["Who pays?", "HIDDEN REPLY"]
    assert messages(page_of(Client(), topic)) == ["Who pays?"]
    assert messages(page_of(client_for(member), topic)) == ["Who pays?"]
    assert messages(page_of(client_for(other), topic)) == shown
    assert messages(page_of(client_for(moderator), topic)) == shown


def test_old_name_of_the_topic_leads_to_the_page_to_print(topic):
    for old, now in (
        (f"/{topic.slug}-", "/another-name-"),
        (f"/{topic.forum.slug}-", "/another-board-"),
    ):
        answer = Client().get(address(topic).replace(old, now))
        assert (answer.status_code, answer.url) == (301, address(topic))
    answer = Client().get(address(topic).replace(f"-{topic.pk}/print", "-99999/print"))
    assert answer.status_code == 404


def test_printing_is_no_view_and_marks_nothing_as_read(
    client_for, topic, other, monkeypatch
):
    counted = []
    monkeypatch.setattr(view_counts, "_put", counted.append)
    page_of(client_for(other), topic)
    assert counted == []
    assert not TopicReadTrack.objects.filter(user=other).exists()


def test_poll_is_printed_with_its_votes(client_for, topic, other):
    poll = TopicPoll.objects.create(topic=topic, question="Which one?")
    for text in ("This", "That"):
        TopicPollOption.objects.create(poll=poll, text=text)
    page = page_of(client_for(other), topic)
    assert [line.text for line in page.select(".poll__figure")] == ["0 votes, 0%"] * 2
    assert not page.select(".poll details")


def test_discussion_beyond_the_limit_goes_on_with_another_page(
    topic, other, monkeypatch
):
    monkeypatch.setattr(printing.TopicPrintView, "paginate_by", 3)
    for number in range(4):
        make.reply(topic, other, f"Number {number}")
    first = page_of(Client(), topic)
    assert messages(first) == ["Who pays?", "Number 0", "Number 1"]
    assert "it takes 2 pages" in first.get_text()
    second = BeautifulSoup(Client().get(f"{address(topic)}?page=2").text, "html5lib")
    assert messages(second) == ["Number 2", "Number 3"]
    assert Client().get(f"{address(topic)}?page=3").status_code == 404


def test_thirty_messages_take_as_many_queries_as_one(
    client_for, topic, other, moderator, person
):
    def queries(client) -> int:
        client.get(address(topic))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(topic)).status_code == 200
        return len(captured)

    clients = (Client(), client_for(other), client_for(moderator))
    one = [queries(client) for client in clients]
    for number in range(29):
        make.reply(topic, person(f"Writer {number}"), f"Number {number} @writer")
    assert [queries(client) for client in clients] == one
    assert max(one) <= 14


def test_page_to_print_is_not_described_to_programs(topic, monkeypatch):
    described = []
    monkeypatch.setattr(
        on_topic_page, "discussion_script", lambda *all: described.append(all)
    )
    Client().get(address(topic))
    assert not described
    Client().get(topic.get_absolute_url())
    assert described


def test_longest_messages_are_not_remembered_word_by_word(topic, other):
    short, long = (make.reply(topic, other, "We do." * times) for times in (1, 2_000))
    words._kept_words.cache_clear()
    assert words.words_of(long) == 2_000 * words.words_of(short)
    assert words._kept_words.cache_info().currsize == 1
