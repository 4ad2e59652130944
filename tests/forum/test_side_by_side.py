"""What several people do at once to one topic: nothing is lost, and the counts are true.

Machina wrote whole rows back: a reply in flight undid a lock, a pin or a move.
"""

import threading
from collections.abc import Callable
from itertools import count

import pytest
from django.core.management import call_command
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from forum.adapter import beside
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import waiting
from forum.forum_tracking.marks import unread_by
from hub.accounts.models import User
from tests.factories import forum as make

ROUNDS = 3
_numbers = count()


@pytest.fixture
def people(own_database):
    names = ("Ada", "Ben", "Max")
    made = {
        name: User.objects.create_user(f"{name}@example.org", display_name=name)
        for name in names
    }
    make.moderator(made["Max"])
    return made


@pytest.fixture
def clients(people):
    made = {}
    for name, person in people.items():
        made[name] = Client(raise_request_exception=False)
        made[name].force_login(person)
    return made


@pytest.fixture
def topics(people):
    """A new topic by Ada for each round, all on one board."""
    board = make.board()
    return [make.topic(board, people["Ada"], f"Topic {n}") for n in range(ROUNDS)]


def at_once(*works: Callable) -> list[int]:
    """Do all of it in threads with connections of their own; return what was answered."""
    settings_dict = connections["default"].settings_dict
    start = threading.Barrier(len(works))
    answers: list[int] = [0] * len(works)

    def run(place: int, work: Callable) -> None:
        own = connections.create_connection("default")
        own.settings_dict = settings_dict
        connections["default"] = own
        start.wait(30)
        try:
            answers[place] = work().status_code
        finally:
            own.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return answers


def replying(client, topic) -> Callable:
    sent = {"content": f"Reply {next(_numbers)}"}
    return lambda: client.post(topic.address("post_create"), sent)


def moderating(client, name: str, topic, **sent) -> Callable:
    address = reverse(f"forum_moderation:{name}", args=[topic.slug, topic.pk])
    return lambda: client.post(address, sent)


def assert_counts_are_true() -> None:
    for topic in Topic.objects.all():
        approved = topic.posts.filter(approved=True).order_by("created", "pk")
        assert topic.posts_count == approved.count()
        assert topic.last_post_id == approved.last().pk
        assert topic.last_post_on == approved.last().created
    for board in Forum.objects.all():
        posts = Post.objects.filter(topic__forum=board, topic__approved=True)
        assert board.direct_topics_count == board.topics.filter(approved=True).count()
        assert board.direct_posts_count == posts.filter(approved=True).count()
        newest = board.topics.exclude(last_post=None).order_by("last_post_on").last()
        assert board.last_post_id == (newest.last_post_id if newest else None)


def test_replies_at_once_are_all_there_and_counted(clients, topics):
    """Lost updates: one of two replies posted at once was not counted."""
    for topic in topics:
        works = [replying(client, topic) for client in clients.values() for _ in "ab"]
        assert at_once(*works) == [302] * 6
        assert topic.posts.count() == 7
    assert_counts_are_true()


def test_reply_while_a_topic_is_locked_does_not_unlock_it(clients, topics):
    """Lost updates: the reply wrote the row back as it was before the lock."""
    for topic in topics:
        answers = at_once(
            replying(clients["Ben"], topic),
            moderating(clients["Max"], "topic_lock", topic),
        )
        assert answers in ([302, 302], [403, 302])
        topic.refresh_from_db()
        assert topic.is_locked
        # A reply that was taken is there; one that was refused is not.
        assert topic.posts.count() == (2 if answers[0] == 302 else 1)
    assert_counts_are_true()


def test_reply_while_a_topic_moves_does_not_take_it_back(clients, topics):
    """Lost updates: the reply wrote the topic's old board back."""
    target = make.board("Elsewhere")
    for topic in topics:
        answers = at_once(
            replying(clients["Ben"], topic),
            moderating(clients["Max"], "topic_move", topic, forum=target.pk),
        )
        # After the move the topic is no more where the reply was sent to.
        assert answers in ([302, 302], [404, 302], [301, 302])
        topic.refresh_from_db()
        assert topic.forum_id == target.pk
        assert topic.posts.count() == (2 if answers[0] == 302 else 1)
    assert_counts_are_true()


def test_edit_while_a_topic_is_locked_leaves_it_locked(clients, topics):
    """Lost updates: saving the post saved its topic, the lock with it."""
    for topic in topics:
        sent = {"subject": "Changed", "content": "Changed words"}
        answers = at_once(
            lambda topic=topic, sent=sent: clients["Ada"].post(
                topic.address("topic_update"), sent
            ),
            moderating(clients["Max"], "topic_lock", topic),
        )
        assert answers in ([302, 302], [403, 302])
        topic.refresh_from_db()
        assert topic.is_locked
        was_changed = topic.first_post.content.raw == "Changed words"
        assert was_changed == (answers[0] == 302)
        assert (topic.subject == "Changed") == was_changed
    assert_counts_are_true()


def test_delete_while_another_replies_keeps_the_reply(clients, people, topics):
    """Lost updates: what was counted before the other's post was written over it."""
    for topic in topics:
        own = make.reply(topic, people["Ada"], "Take me away")
        answers = at_once(
            lambda own=own: clients["Ada"].post(own.address("post_delete")),
            replying(clients["Ben"], topic),
        )
        assert answers == [302, 302]
        assert not Post.objects.filter(pk=own.pk).exists()
        assert topic.posts.filter(poster=people["Ben"]).count() == 1
    assert_counts_are_true()


def test_delete_of_a_topic_while_another_replies_leaves_nothing_behind(clients, topics):
    """No reply without its topic, no error, and the board's counts are true."""
    for topic in topics:
        answers = at_once(
            replying(clients["Ben"], topic),
            moderating(clients["Max"], "topic_delete", topic),
        )
        assert answers in ([302, 302], [404, 302])
        assert not Topic.objects.filter(pk=topic.pk).exists()
    assert not Post.objects.exists()
    assert_counts_are_true()


def test_topics_that_move_both_ways_at_once_both_arrive(clients, people):
    here, there = make.board("Here"), make.board("There")
    for number in range(ROUNDS):
        one = make.topic(here, people["Ada"], f"One {number}")
        two = make.topic(there, people["Ben"], f"Two {number}")
        answers = at_once(
            moderating(clients["Max"], "topic_move", one, forum=there.pk),
            moderating(clients["Max"], "topic_move", two, forum=here.pk),
        )
        assert answers == [302, 302]
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.forum_id, two.forum_id) == (there.pk, here.pk)
    assert_counts_are_true()


def test_marks_carried_over_several_times_at_once_are_there_once(
    clients, people, topics, monkeypatch
):
    # A file that is in use for longer is left alone, which is no fault here.
    monkeypatch.setattr(beside, "PATIENCE_SECONDS", 30)
    ben = people["Ben"]
    for topic in topics:
        assert clients["Ben"].get(topic.get_absolute_url()).status_code == 200

    def carrying() -> HttpResponse:
        call_command("carry_over_read_marks")
        return HttpResponse()

    works = [carrying, replying(clients["Ben"], topics[0]), carrying]
    assert at_once(*works) == [200, 302, 200]
    assert waiting.found() == []
    assert not unread_by(Topic.objects.all(), ben).exists()
    assert ben.topic_tracks.count() + ben.forum_tracks.count() >= 1
