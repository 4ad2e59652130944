"""Polls: made with a topic, changed until the first vote, safe whatever they hold."""

from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollOption
from forum.forum_conversation.models import Topic
from tests.factories import forum as make
from tests.factories.polls import poll_on, voted

pytestmark = pytest.mark.django_db


def create_address(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def asked(**values) -> dict:
    return {
        "subject": "A poll",
        "content": "Typed with care",
        "poll-question": "Which day?",
        "poll-options": "Monday\n\n  Tuesday  \nWednesday",
        "poll-most": 2,
        "poll-days": 14,
        "poll-may_change": "on",
    } | {f"poll-{name}": value for name, value in values.items()}


def options_of(poll) -> list[str]:
    return [option.text for option in poll.options.order_by("pk")]


def test_member_asks_with_a_topic(client_for, member, board):
    page = client_for(member).post(create_address(board), asked(), follow=True)
    poll = TopicPoll.objects.get()
    assert options_of(poll) == ["Monday", "Tuesday", "Wednesday"]
    assert (poll.question, poll.max_options, poll.duration, poll.user_changes) == (
        "Which day?",
        2,
        14,
        True,
    )
    assert "Which day?" in page.text


def test_topic_without_a_question_has_no_poll(client_for, member, board):
    sent = {"subject": "S", "content": "C", "poll-most": 1, "poll-options": " \n "}
    client_for(member).post(create_address(board), sent)
    assert Topic.objects.count() == 1
    assert not TopicPoll.objects.exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"question": ""}, "Please write the question of the poll."),
        ({"options": ""}, "there are none."),
        ({"options": "Monday"}, "there is 1."),
        ({"options": "\n".join(map(str, range(11)))}, "there are 11."),
        ({"options": "Monday\nmonday"}, "Two choices are the same"),
        ({"options": "a\n" + "b" * 201}, "at most 200 characters"),
        ({"options": "a\nb\u202ec"}, "hidden character"),
        ({"options": "a\n\u200b\u2060"}, "cannot be seen"),
        ({"options": "x" * 5_000}, "at most 2200 characters"),
        ({"options": "a\0\nb"}, "Null characters"),
        ({"question": "\u202e"}, "hidden character"),
        ({"question": "x" * 256}, "at most 255 characters"),
        ({"most": 4}, "There are not so many choices."),
        ({"most": 0}, "greater than or equal to 1"),
        ({"most": "²"}, "whole number"),
        ({"most": "9" * 5_000}, "whole number"),
        ({"days": 366}, "less than or equal to 365"),
        ({"days": -1}, "greater than or equal to 1"),
        ({"days": "soon"}, "whole number"),
    ],
)
def test_poll_that_cannot_be_is_explained_and_nothing_typed_is_lost(
    client_for, member, board, values, said
):
    response = client_for(member).post(create_address(board), asked(**values))
    assert response.status_code == 200
    text = unescape(response.text)
    assert said in text
    assert "Typed with care" in text
    assert BeautifulSoup(response.content, "html5lib").select("details.fold[open]")
    assert not Topic.objects.exists()


def test_poll_is_shown_in_the_preview_again_and_kept_nowhere(client_for, member, board):
    response = client_for(member).post(
        create_address(board), asked() | {"preview": "1"}
    )
    assert "Which day?" in response.text
    assert not TopicPoll.objects.exists()


def test_author_changes_the_poll_until_the_first_vote(client_for, member, other, topic):
    poll = poll_on(topic)
    client = client_for(member)
    address = topic.address("topic_update")
    assert "This\nThat" in client.get(address).text
    client.post(address, asked(options="One\nTwo", question="What?", shown=poll.pk))
    poll.refresh_from_db()
    assert (poll.question, options_of(poll)) == ("What?", ["One", "Two"])

    voted(poll, other, "One")
    page = client.get(address)
    assert "poll-question" not in page.text
    client.post(address, asked(options="Three\nFour", question="Why?"))
    poll.refresh_from_db()
    assert (poll.question, options_of(poll)) == ("What?", ["One", "Two"])
    client.post(address, {"subject": "S", "content": "C"})
    assert TopicPoll.objects.filter(pk=poll.pk).exists()


def test_saving_an_unchanged_poll_keeps_its_options(client_for, member, topic):
    poll = poll_on(topic)
    before = list(poll.options.order_by("pk").values_list("pk", flat=True))
    client_for(member).post(
        topic.address("topic_update"),
        asked(options="This\r\nThat", most=1, shown=poll.pk),
    )
    assert list(poll.options.order_by("pk").values_list("pk", flat=True)) == before


def test_author_takes_the_poll_away_by_emptying_it(client_for, member, topic):
    poll = poll_on(topic)
    client_for(member).post(
        topic.address("topic_update"), asked(question="", options="", shown=poll.pk)
    )
    assert not TopicPoll.objects.exists()
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_others_cannot_give_a_topic_a_poll(client_for, other, topic):
    assert (
        client_for(other).post(topic.address("topic_update"), asked()).status_code
        == 403
    )
    client_for(other).post(topic.address("post_create"), asked())
    assert not TopicPoll.objects.exists()


def test_poll_needs_the_permission(client_for, member, board):
    from forum.forum_permission.models import UserForumPermission

    UserForumPermission.objects.filter(permission__codename="can_create_polls").delete()
    client = client_for(member)
    assert "poll-question" not in client.get(create_address(board)).text
    client.post(create_address(board), asked())
    assert Topic.objects.count() == 1
    assert not TopicPoll.objects.exists()


BROKEN = [
    {"duration": 2_000_000_000},
    {"duration": 999_999_999},
    {"duration": 0},
    {"max_options": 0},
    {"max_options": 32_767},
    {"question": ""},
    {"question": "\u202e<script>alert(1)</script>"},
    {"hide_results": True},
]


@pytest.mark.parametrize("values", BROKEN)
def test_b4_poll_with_any_values_breaks_no_page(
    client_for, member, other, moderator, topic, values
):
    """B4: a poll from before, with an end beyond any date, made its topic fail."""
    poll = poll_on(topic, "<img src=x onerror=alert(1)>", "x" * 200)
    voted(poll, other, "x" * 200)
    TopicPoll.objects.filter(pk=poll.pk).update(**values)
    for client in (
        Client(),
        client_for(member),
        client_for(other),
        client_for(moderator),
    ):
        for address in (topic.get_absolute_url(), topic.address("poll_vote")):
            page = client.get(address, follow=True)
            assert page.status_code == 200
            soup = BeautifulSoup(page.content, "html5lib")
            assert not soup.find_all(attrs={"onerror": True})
    assert client_for(member).get(topic.address("topic_update")).status_code == 200


def test_poll_without_options_breaks_no_page(client_for, member, topic):
    poll = poll_on(topic)
    TopicPollOption.objects.filter(poll=poll).delete()
    client = client_for(member)
    assert client.get(topic.get_absolute_url()).status_code == 200
    assert client.get(topic.address("poll_vote")).status_code == 404
    assert client.post(topic.address("poll_vote"), {"options": 1}).status_code == 404


def test_results_say_in_words_what_the_bars_show(
    client_for, member, other, person, topic
):
    poll = poll_on(topic, "Monday", "Tuesday", "Sunday", most=2)
    voted(poll, member, "Monday", "Tuesday")
    voted(poll, other, "Monday")
    voted(poll, person("Third"), "Monday")
    soup = BeautifulSoup(
        client_for(member).get(topic.get_absolute_url()).content, "html5lib"
    )
    lines = [" ".join(one.text.split()) for one in soup.select(".poll__line")]
    assert lines == [
        "Monday Your choice 3 votes, 100%",
        "Tuesday Your choice 1 vote, 33%",
        "Sunday 0 votes, 0%",
    ]
    assert [bar["width"] for bar in soup.select(".poll__fill")] == ["100", "33", "0"]
    assert "3 people have voted." in soup.select_one("#poll").text


def test_poll_says_how_long_it_runs_and_that_it_has_ended(topic):
    poll = poll_on(topic, days=7)
    assert "The poll runs until" in Client().get(topic.get_absolute_url()).text
    TopicPoll.objects.filter(pk=poll.pk).update(
        created=timezone.now() - timedelta(days=8)
    )
    assert "This poll has ended." in Client().get(topic.get_absolute_url()).text


def test_poll_of_a_hidden_topic_is_not_there(
    client_for, other, closed_board, moderator
):
    secret = make.topic(closed_board, moderator, "Secret")
    poll = poll_on(secret, question="HIDDEN QUESTION")
    option = poll.options.first()
    for client in (Client(), client_for(other)):
        for answer in (
            client.get(secret.address("poll_vote")),
            client.post(secret.address("poll_vote"), {"options": option.pk}),
        ):
            assert answer.status_code == 404
            assert "HIDDEN" not in answer.text
    assert not option.votes.exists()
