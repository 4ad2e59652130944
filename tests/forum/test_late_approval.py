"""What is approved late is new to its readers, as if it had been written now."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from forum.forum_conversation.models import Post, Topic
from forum.moderating import queue
from hub.notify.models import Notification
from hub.search.models import SearchEntry
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

UNREAD = "/forum/unread/"
NEW = "/forum/new/"


@pytest.fixture(autouse=True)
def no_visits():
    cache.clear()


@pytest.fixture
def reader(person):
    return person("Rea Reader")


def approve(*posts, by) -> None:
    boards = Post.objects.filter(pk__in=[post.pk for post in posts])
    queue.approve(
        posts=[post.pk for post in posts],
        moderator=by,
        boards=boards.values_list("topic__forum", flat=True),
    )


def dated(post, **ago) -> None:
    """Let a post, and the topic it opens, be as old as that."""
    moment = timezone.now() - timedelta(**ago)
    Post.objects.filter(pk=post.pk).update(created=moment)
    Topic.objects.filter(first_post=post.pk).update(created=moment)


def again(row):
    return type(row).objects.get(pk=row.pk)


def told(person) -> list[str]:
    rows = Notification.objects.filter(person=person).order_by("pk")
    return list(rows.values_list("title", flat=True))


def test_reply_approved_after_the_topic_was_read_is_unread_and_stands_last(
    client_for, topic, other, member, reader, moderator
):
    held = make.reply(topic, other, "HELD WORDS", approved=False)
    make.reply(topic, member, "Later words")
    client = client_for(reader)
    client.get(topic.get_absolute_url())
    assert "Travel time" not in client.get(UNREAD).text

    approve(held, by=moderator)

    assert "Travel time" in client.get(UNREAD).text
    first = client.get(topic.get_absolute_url(), {"first": "unread"})
    assert first.url == again(held).get_absolute_url()
    assert again(topic).last_post == held
    page = client.get(topic.get_absolute_url()).text
    assert page.index("Later words") < page.index("HELD WORDS")
    assert page.index("New since you last read this") < page.index("HELD WORDS")


def test_topic_approved_after_newer_ones_were_read_is_unread_and_new(
    client_for, board, other, member, reader, moderator
):
    held = make.topic(board, other, "HELD TOPIC", approved=False)
    dated(held.first_post, days=2)
    newer = make.topic(board, member, "Newer topic")
    client = client_for(reader)
    client.get(newer.get_absolute_url())
    moment = timezone.now() - timedelta(hours=2)
    cache.set(f"forum.visit.{reader.pk}", (moment, None))

    approve(held.first_post, by=moderator)

    assert "HELD TOPIC" in client.get(UNREAD).text
    assert "HELD TOPIC" in client.get(NEW).text
    topic = again(held)
    assert topic.created == topic.first_post.created == topic.last_post_on
    assert timezone.now() - topic.created < timedelta(minutes=1)
    entry = SearchEntry.objects.get(key=f"forum_conversation.topic:{topic.pk}")
    assert entry.changed_at == topic.last_post_on
    feed = client.get("/forum/feeds/topics/").text
    assert feed.index("HELD TOPIC") < feed.index("Newer topic")


def test_own_post_approved_late_is_not_unread_to_its_author(
    client_for, topic, other, moderator
):
    client = client_for(other)
    held = make.reply(topic, other, "Held", approved=False)
    dated(held, days=1)
    client.get(topic.get_absolute_url())
    approve(held, by=moderator)
    assert "Travel time" not in client.get(UNREAD).text


def test_post_that_waited_again_after_an_edit_keeps_its_date(
    topic, member, other, moderator
):
    make.reply(topic, other, "A reply")
    opener = again(topic).first_post
    dated(opener, days=3)
    opener = again(opener)
    opener.approved = False
    opener.save()
    approve(opener, by=moderator)
    assert again(opener).created == opener.created
    assert again(topic).created < timezone.now() - timedelta(days=2)
    assert again(topic).first_post == opener


def test_post_that_waits_is_dated_as_it_was_written(
    client_for, topic, other, moderator
):
    held = make.reply(topic, other, approved=False)
    dated(held, days=4)
    since = again(held).created
    page = client_for(moderator).get("/forum/moderation/queue/").text
    assert f'datetime="{timezone.localtime(since).isoformat()}"' in page
    assert again(held).created == since


def test_who_wrote_while_a_reply_waited_is_told_of_it(topic, other, reader, moderator):
    held = make.reply(topic, other, "Held", approved=False)
    make.reply(topic, reader, "Meanwhile")
    approve(held, by=moderator)
    assert told(reader) == ["Olu Other replied in “Travel time”"]


@pytest.fixture
def asked_back(board, other, moderator):
    """A topic that waits, in which a moderator has asked for something."""
    topic = make.topic(board, other, "Held topic", approved=False)
    make.reply(topic, moderator, "Please add the place.")
    return again(topic)


def test_moderators_reply_in_a_waiting_topic_is_told_once_the_topic_appears(
    asked_back, other, moderator
):
    opener = asked_back.first_post
    assert told(other) == []
    approve(opener, by=moderator)
    assert told(other) == ["Max Moderator replied in “Held topic”"]
    opener = again(opener)
    opener.approved = False
    opener.save()
    approve(opener, by=moderator)
    assert len(told(other)) == 1


def test_moderators_reply_in_a_waiting_topic_appears_after_its_opening_message(
    client_for, asked_back, reader, moderator
):
    opener = asked_back.first_post
    approve(opener, by=moderator)
    topic = again(asked_back)
    assert (topic.approved, topic.first_post) == (True, opener)
    page = client_for(reader).get(topic.get_absolute_url()).text
    assert page.index("Who pays?") < page.index("Please add the place.")
    assert topic.last_post.content.raw == "Please add the place."
    assert topic.last_post_on >= topic.created


def test_replies_approved_together_appear_in_the_order_they_were_written(
    topic, other, member, moderator
):
    held = [make.reply(topic, who, approved=False) for who in (other, member)]
    approve(*reversed(held), by=moderator)
    assert list(topic.posts.order_by("created", "pk"))[1:] == held
