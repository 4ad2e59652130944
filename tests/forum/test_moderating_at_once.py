"""Moderators and members at once, with commits that are real: nothing is lost."""

import threading
import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connections, transaction
from django.test import Client

from forum.adapter.former_members import REMOVED, forget
from forum.forum_conversation.models import Post, Topic
from forum.moderating import queue, splitting, topics
from forum.moderating.holding import hold_boards, hold_topics
from hub.accounts.models import User
from tests.factories import forum as make


@pytest.fixture
def people(own_database):
    cache.clear()

    def someone(name: str) -> User:
        address = f"{name.lower()}@example.org"
        return User.objects.create_user(address, "a long password", display_name=name)

    return {
        "member": someone("Mo"),
        "other": someone("Olu"),
        "moderator": make.moderator(someone("Max")),
    }


@pytest.fixture
def boards(people):
    return make.board("First"), make.board("Second")


@pytest.fixture
def conversation(boards, people):
    topic = make.topic(boards[0], people["member"])
    for number in range(3):
        make.reply(topic, people["other"], f"Reply {number}")
    return Topic.objects.get(pk=topic.pk)


def all_at_once(*works) -> list:
    """Do all of it at once, each on a connection of its own; return what came of each."""
    settings = connections["default"].settings_dict
    start = threading.Barrier(len(works))
    came: list = [None] * len(works)

    def run(number: int, work) -> None:
        own = connections.create_connection("default")
        own.settings_dict = settings
        connections["default"] = own
        start.wait()
        try:
            came[number] = work()
        except Exception as error:
            came[number] = error
        finally:
            own.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return came


def fresh(topic) -> Topic:
    return Topic.objects.select_related("forum").get(pk=topic.pk)


def counts_agree() -> bool:
    return all(
        topic.posts_count == topic.posts.filter(approved=True).count()
        for topic in Topic.objects.all()
    ) and all(
        board.direct_posts_count
        == Post.objects.filter(topic__forum=board, approved=True).count()
        and board.direct_topics_count == board.topics.filter(approved=True).count()
        for board in make.Forum.objects.all()
    )


ACTS = {
    "split": lambda topic, second, people: splitting.split(
        topic=topic,
        posts=[topic.posts.order_by("pk").last().pk],
        subject="Apart",
        board=second.forum,
        moderator=people["moderator"],
    ),
    "merge": lambda topic, second, people: splitting.merge(
        source=topic, target=second, moderator=people["moderator"]
    ),
    "move": lambda topic, second, people: topics.move(
        topic=topic, board=second.forum, moderator=people["moderator"]
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_reply_sent_while_a_moderator_holds_the_topic_arrives_where_it_went(
    name, conversation, boards, people
):
    """The moderator's transaction is open when the reply comes, and then commits."""
    second = make.topic(boards[1], people["member"], "Second")
    client = Client()
    client.force_login(people["other"])
    address = conversation.address("post_create")
    holds = threading.Event()

    def act():
        with transaction.atomic():
            hold_topics([conversation.pk, second.pk])
            holds.set()
            time.sleep(0.5)
            ACTS[name](fresh(conversation), fresh(second), people)

    def reply():
        holds.wait(20)
        return client.post(address, {"content": "UNDER WAY"})

    acted, answered = all_at_once(act, reply)

    assert acted is None, acted
    assert answered.status_code == 302, answered
    (post,) = [one for one in Post.objects.all() if one.content.raw == "UNDER WAY"]
    assert post.topic_id == (second.pk if name == "merge" else conversation.pk)
    assert answered.url == post.get_absolute_url()
    assert counts_agree()


def test_reply_sent_while_the_topic_is_locked_is_given_back(conversation, people):
    client = Client()
    client.force_login(people["other"])
    holds = threading.Event()

    def act():
        with transaction.atomic():
            hold_topics([conversation.pk])
            holds.set()
            time.sleep(0.5)
            topics.lock(
                topic=fresh(conversation),
                moderator=people["moderator"],
                sentence="It is answered.",
            )

    def reply():
        holds.wait(20)
        sent = {"content": "KEPT WORDS"}
        return client.post(conversation.address("post_create"), sent)

    acted, answered = all_at_once(act, reply)

    assert acted is None, acted
    assert answered.status_code == 403
    assert "KEPT WORDS" in answered.text
    assert "It is answered." in answered.text
    assert conversation.posts.count() == 4


def test_two_topics_merged_into_each_other_at_once_become_one(
    conversation, boards, people
):
    second = make.topic(boards[1], people["member"], "Second")
    pair = (fresh(conversation), fresh(second))

    came = all_at_once(
        lambda: splitting.merge(
            source=pair[0], target=pair[1], moderator=people["moderator"]
        ),
        lambda: splitting.merge(
            source=pair[1], target=pair[0], moderator=people["moderator"]
        ),
    )

    assert sum(isinstance(one, Topic) for one in came) == 1, came
    assert sum(isinstance(one, topics.Gone) for one in came) == 1, came
    assert Topic.objects.get().posts_count == 5
    assert counts_agree()


def test_replies_moves_and_splits_at_once_lose_nothing(conversation, boards, people):
    second = make.topic(boards[1], people["member"], "Second")
    clients = []
    for who in ("member", "other"):
        client = Client()
        client.force_login(people[who])
        clients.append(client)
    addresses = [one.address("post_create") for one in (conversation, second)]

    def write(client, address):
        return lambda: [
            client.post(address, {"content": f"Words {address} {number}"}).status_code
            for number in range(4)
        ]

    def arrange():
        for _ in range(2):
            for target in (boards[1], boards[0]):
                topics.move(
                    topic=fresh(conversation),
                    board=target,
                    moderator=people["moderator"],
                )
            ACTS["split"](fresh(conversation), fresh(second), people)
        return "done"

    came = all_at_once(
        write(clients[0], addresses[0]), write(clients[1], addresses[1]), arrange
    )

    assert came == [[302] * 4, [302] * 4, "done"]
    assert Post.objects.count() == 5 + 8
    assert counts_agree()


def test_same_posts_approved_and_declined_by_two_at_once_are_decided_once(
    conversation, boards, people
):
    second = make.topic(boards[1], people["member"], "Second")
    waiting = [
        make.reply(topic, people["other"], approved=False).pk
        for topic in (conversation, second, conversation, second)
    ]
    about = {
        "moderator": people["moderator"],
        "boards": [board.pk for board in boards],
    }

    came = all_at_once(
        lambda: queue.approve(posts=waiting, **about),
        lambda: queue.decline(posts=waiting[::-1], reason="Why", **about),
    )

    assert not any(isinstance(one, OperationalError) for one in came), came
    assert sorted(came) == [0, 4]
    assert Post.objects.filter(pk__in=waiting).count() in (0, 4)
    assert not Post.objects.filter(approved=False).exists()
    assert counts_agree()


@pytest.mark.parametrize("erases", [True, False])
def test_erased_words_and_a_reply_on_the_same_board_do_not_block_each_other(
    boards, people, erases
):
    """The reply holds its topic while the erasure begins, and then wants the board."""
    leaver = people["other"]
    mine = [make.topic(boards[0], people["member"], f"Topic {n}") for n in range(3)]
    for topic in mine:
        make.reply(topic, leaver, "WORDS OF OLU", approved=erases)
    leaver.erases_posts = erases
    leaver.save()
    holds = threading.Event()

    def erase():
        holds.wait(20)
        forget(User.objects.get(pk=leaver.pk))
        return "erased"

    def reply(topic):
        with transaction.atomic():
            hold_topics([topic.pk])
            holds.set()
            time.sleep(0.5)
            hold_boards([topic.forum_id])
            make.reply(topic, people["member"], "UNDER WAY")
        return "replied"

    came = all_at_once(erase, lambda: reply(mine[1]))

    assert came == ["erased", "replied"]
    words = [post.content.raw for post in Post.objects.all()]
    assert "WORDS OF OLU" not in words
    assert words.count(REMOVED) == (3 if erases else 0)
    assert words.count("UNDER WAY") == 1
    assert counts_agree()
