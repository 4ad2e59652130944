"""Polls in forms that were opened before the poll was made, changed or taken away."""

import pytest
from bs4 import BeautifulSoup

from forum.forum_conversation.forum_polls.models import TopicPoll
from tests.factories.polls import poll_on
from tests.forum.test_polls import asked, options_of

pytestmark = pytest.mark.django_db


def shown_in(page) -> dict:
    """What a browser sends again of the poll in a form."""
    soup = BeautifulSoup(page.content, "html5lib")
    return {
        "poll-shown": soup.select_one("input[name=poll-shown]")["value"],
        "poll-question": soup.select_one("[name=poll-question]").get("value", ""),
        "poll-options": soup.select_one("[name=poll-options]").text.strip(),
    }


@pytest.mark.parametrize("sent", [{}, {"poll-shown": ""}, asked(options="", shown="")])
def test_poll_that_an_edit_form_did_not_show_stays(client_for, member, topic, sent):
    poll = poll_on(topic)
    words = {"subject": "S", "content": "C", "poll-question": ""}
    answer = client_for(member).post(topic.address("topic_update"), sent | words)
    assert answer.status_code == 302
    assert options_of(TopicPoll.objects.get(pk=poll.pk)) == ["This", "That"]


def test_form_without_the_poll_that_comes_back_shows_it_and_keeps_it(
    client_for, member, topic
):
    poll_on(topic)
    client, address = client_for(member), topic.address("topic_update")
    page = client.post(address, {"subject": "S", "content": "", "poll-shown": ""})
    assert shown_in(page)["poll-question"] == "Which?"
    client.post(address, {"subject": "S", "content": "C"} | shown_in(page))
    assert options_of(TopicPoll.objects.get()) == ["This", "That"]


@pytest.mark.parametrize("shown", ["", "999999999", "\0", "²"])
def test_poll_typed_over_another_one_is_told_of_it_and_replaces_it_when_sent_again(
    client_for, member, topic, shown
):
    poll = poll_on(topic)
    client, address = client_for(member), topic.address("topic_update")
    page = client.post(address, asked(question="Mine?", shown=shown))
    assert page.status_code == 200
    assert "This topic has another poll by now: “Which?”." in page.text
    assert "Typed with care" in page.text
    assert options_of(poll) == ["This", "That"]
    again = shown_in(page)
    assert again["poll-question"] == "Mine?"
    client.post(address, asked() | again)
    assert TopicPoll.objects.get().question == "Mine?"


def test_poll_emptied_after_another_took_its_place_asks_first(
    client_for, member, topic
):
    poll_on(topic)
    client, address = client_for(member), topic.address("topic_update")
    sent = asked(question="", options="", shown=999_999_999)
    page = client.post(address, sent)
    assert "If you save again, that poll goes." in page.text
    assert TopicPoll.objects.exists()
    client.post(address, sent | shown_in(page))
    assert not TopicPoll.objects.exists()


def test_poll_that_is_gone_is_not_made_anew_unasked(client_for, member, topic):
    client, address = client_for(member), topic.address("topic_update")
    page = client.post(address, asked(shown=999_999_999))
    assert "The poll of this topic has been taken away" in page.text
    assert not TopicPoll.objects.exists()
    client.post(address, asked() | shown_in(page))
    assert TopicPoll.objects.get().question == "Which day?"
