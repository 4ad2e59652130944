"""Rows of topics are kept as they were drawn, and never shown once they are out of date."""

import pytest
from django.test import Client

from forum.adapter.actions import describe_topic
from forum.answers.actions import accept
from forum.forum.rows import TopicRow
from forum.forum_conversation.models import Topic
from hub.core.models import Topic as Tag
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def page(client, topic) -> str:
    return client.get(topic.forum.get_absolute_url()).text


def test_row_follows_every_change_of_what_it_shows(topic, other, client_for):
    visitor, shown = Client(), [page(Client(), topic)]

    def changes(words: str) -> None:
        shown.append(page(visitor, topic))
        assert words in shown[-1]
        assert words not in shown[-2]

    reply = make.reply(topic, other)
    changes("1 reply")
    other.display_name = "Olu Renamed"
    other.save()
    changes("Olu Renamed")
    tag = Tag.objects.create(name="Mileage", slug="mileage")
    describe_topic(topic=topic, tags=[tag], is_question=True)
    changes("Mileage")
    Tag.objects.filter(pk=tag.pk).update(name="Travel costs")
    changes("Travel costs")
    accept(post=reply, accepter=topic.poster)
    changes("Answered")
    Topic.objects.filter(pk=topic.pk).update(subject="Who pays <now>?")
    changes("Who pays &lt;now&gt;?")
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_LOCKED)
    changes("Locked")


def test_row_that_is_new_to_one_is_not_shown_so_to_another(topic, other, client_for):
    member = client_for(other)
    assert "New to you" in page(member, topic)
    assert "New to you" not in page(Client(), topic)
    member.get(topic.get_absolute_url())
    assert "New to you" not in page(member, topic)


def test_row_names_the_board_only_where_boards_are_mixed(topic, client_for, other):
    rows = [TopicRow.of(topic, unread=False, board=board) for board in (False, True)]
    assert topic.forum.name not in rows[0].drawn()
    assert topic.forum.name in rows[1].drawn()


def test_row_with_the_same_words_is_drawn_once(topic):
    one, same = (
        TopicRow.of(Topic.objects.get(pk=topic.pk), unread=True, board=True)
        for _ in range(2)
    )
    assert one.drawn() is same.drawn()
