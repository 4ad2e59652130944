"""Voting: once each, for one's own choice among the poll's options, also at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.forum_conversation.forum_polls import actions
from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollVote
from forum.forum_conversation.models import Topic
from hub.accounts.personal import parts
from tests.factories import forum as make
from tests.factories.polls import poll_on, tally, voted


def pk_of(poll, text) -> int:
    return poll.options.get(text=text).pk


def cast(client, topic, *options):
    return client.post(topic.address("poll_vote"), {"options": options}, follow=True)


@pytest.mark.django_db
def test_member_votes_and_sees_the_votes(client_for, other, topic):
    poll = poll_on(topic)
    client = client_for(other)
    assert "Nobody has voted yet." in client.get(topic.get_absolute_url()).text
    page = cast(client, topic, pk_of(poll, "That"))
    assert tally(poll) == {"This": 0, "That": 1}
    assert "Your vote is counted." in page.text
    assert "One person has voted." in page.text
    assert "Your choice" in page.text


@pytest.mark.django_db
def test_second_vote_changes_nothing(client_for, other, topic):
    poll = poll_on(topic)
    client = client_for(other)
    cast(client, topic, pk_of(poll, "That"))
    page = cast(client, topic, pk_of(poll, "This"))
    assert tally(poll) == {"This": 0, "That": 1}
    assert "Your vote is counted already." in page.text
    page = client.get(topic.address("poll_vote"), follow=True)
    assert page.redirect_chain


@pytest.mark.django_db
def test_vote_is_changed_where_that_is_allowed(client_for, other, topic):
    poll = poll_on(topic, may_change=True)
    client = client_for(other)
    cast(client, topic, pk_of(poll, "That"))
    assert "Change your vote" in client.get(topic.get_absolute_url()).text
    assert "checked" in client.get(topic.address("poll_vote")).text
    cast(client, topic, pk_of(poll, "This"))
    assert tally(poll) == {"This": 1, "That": 0}


@pytest.mark.django_db
def test_several_can_be_chosen_and_not_more(client_for, other, topic):
    poll = poll_on(topic, "a", "b", "c", most=2)
    client = client_for(other)
    page = cast(client, topic, *(pk_of(poll, text) for text in "abc"))
    assert "You chose 3; please choose at most 2." in page.text
    assert page.text.count(" checked") == 3
    assert not TopicPollVote.objects.exists()
    cast(client, topic, pk_of(poll, "a"), pk_of(poll, "a"), pk_of(poll, "c"))
    assert tally(poll) == {"a": 1, "b": 0, "c": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", [[], [""], ["0"], ["-1"], ["9" * 40], ["²"], ["abc"], ["1e3"], ["a\0"]]
)
@pytest.mark.parametrize("most", [1, 2])
def test_vote_for_nothing_there_is_explained(client_for, other, topic, sent, most):
    poll_on(topic, most=most)
    page = cast(client_for(other), topic, *sent)
    assert page.status_code == 200
    assert "Please choose" in page.text
    assert not TopicPollVote.objects.exists()


@pytest.mark.django_db
def test_s3_vote_naming_anothers_option_counts_nowhere(
    client_for, other, topic, closed_board, moderator
):
    """S3: options were taken by id, of any poll."""
    poll_on(topic)
    secret = poll_on(make.topic(closed_board, moderator, "Secret"))
    page = cast(client_for(other), topic, pk_of(secret, "This"))
    assert "Please choose from the list." in page.text
    assert not TopicPollVote.objects.exists()
    with pytest.raises(actions.NoSuchOption):
        actions.vote(poll=topic.poll, voter=other, options=[pk_of(secret, "This")])


@pytest.mark.django_db
def test_visitor_is_asked_to_sign_in_to_vote(topic):
    poll = poll_on(topic)
    response = Client().post(
        topic.address("poll_vote"), {"options": pk_of(poll, "This")}
    )
    assert response.url.startswith("/accounts/login/")
    assert not TopicPollVote.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["ended", "locked", "not allowed"])
def test_who_cannot_vote_sees_the_votes_alone(client_for, other, topic, why):
    from forum.forum_permission.models import UserForumPermission

    poll = poll_on(topic, days=1)
    if why == "ended":
        TopicPoll.objects.update(created=timezone.now() - timedelta(days=2))
    elif why == "locked":
        Topic.objects.update(status=Topic.TOPIC_LOCKED)
    else:
        UserForumPermission.objects.filter(
            permission__codename="can_vote_in_polls"
        ).delete()
    client = client_for(other)
    page = client.get(topic.get_absolute_url())
    assert 'name="options"' not in page.text
    assert "Nobody has voted yet." in page.text
    response = cast(client, topic, pk_of(poll, "This"))
    assert response.status_code == (403 if why == "not allowed" else 200)
    assert not TopicPollVote.objects.exists()


@pytest.mark.django_db
def test_votes_of_a_leaver_go_and_are_handed_out_before(topic, other):
    poll = poll_on(topic)
    voted(poll, other, "That")
    (part,) = [part for part in parts() if part.key == "forum"]
    assert {"Voted in the poll": "Which?", "For": "That"}.items() <= (
        part.export(other)[-1].items()
    )
    part.erase(other)
    assert tally(poll) == {"This": 0, "That": 0}


@pytest.mark.django_db
@pytest.mark.parametrize("most", [1, 3])
def test_poll_costs_the_same_for_ten_options_and_many_votes(
    client_for, member, person, board, most
):
    few = make.topic(board, member, "Few")
    poll_on(few, most=min(most, 2))
    many = make.topic(board, member, "Many")
    poll = poll_on(many, *map(str, range(10)), most=most)
    for number in range(12):
        voted(poll, person(f"Person {number}"), str(number % 10))
    bare = make.topic(board, member, "None")
    client = client_for(member)

    def queries(topic) -> int:
        client.get(topic.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(topic.get_absolute_url())
        return len(captured)

    assert queries(many) == queries(few)
    assert queries(many) - queries(bare) == 1


def test_two_votes_of_one_person_at_once_count_once(own_database):
    from hub.accounts.models import User

    voter = User.objects.create_user("v@example.org", display_name="Vera Voter")
    topic = make.topic(make.board(), voter)
    poll = poll_on(topic, "a", "b", "c", "d")
    options = list(poll.options.values_list("pk", flat=True))
    ready = Barrier(len(options))
    settings_dict = connections["default"].settings_dict

    def send(option) -> str:
        own = connections.create_connection("default")
        own.settings_dict = settings_dict
        connections["default"] = own
        ready.wait(timeout=20)
        try:
            actions.vote(poll=poll, voter=voter, options=[option])
        except actions.VotedAlready:
            return "refused"
        finally:
            own.close()
        return "counted"

    with ThreadPoolExecutor(len(options)) as threads:
        answers = sorted(threads.map(send, options))

    assert answers == ["counted", "refused", "refused", "refused"]
    assert TopicPollVote.objects.count() == 1
