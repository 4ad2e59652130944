"""The same words sent twice to one place: nothing of what is there changes."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from forum.moderating import queue
from forum.writing.models import Draft
from hub.core.models import Topic as Tag
from tests.factories import files as make_files
from tests.factories import forum as make
from tests.factories.polls import tally, voted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


def create(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def reply(client, topic, content: str, **fields):
    return client.post(topic.address("post_create"), {"content": content, **fields})


def rota():
    return make_files.sent("rota.csv", b"day,who\nMonday,Mo\n")


def test_message_sent_twice_with_a_file_has_the_file_once(client_for, other, topic):
    client = client_for(other)
    for _ in range(2):
        reply(client, topic, "See the file", **{"files-add": rota()})
    post = Post.objects.get(poster=other)
    assert [file.name for file in post.files.all()] == ["rota.csv"]


def test_words_sent_again_put_no_file_on_a_message_that_a_moderator_has_read(
    client_for, other, moderator, topic, board
):
    make.premoderated(board)
    client = client_for(other)
    reply(client, topic, "Harmless words")
    post = Post.objects.get(poster=other)
    queue.approve(posts=[post.pk], moderator=moderator, boards=[board.pk])

    again = client.post(
        topic.address("post_create"),
        {"content": "Harmless words", "files-add": rota()},
        follow=True,
    )

    assert not post.files.exists()
    assert f"post-{post.pk}" in again.redirect_chain[0][0]
    assert "You have sent this message already" in again.text


def test_topic_sent_again_without_its_poll_keeps_poll_votes_and_tags(
    client_for, other, member, board
):
    client, tag = client_for(other), Tag.objects.first()
    words = {"subject": "A poll", "content": "Which is it to be?"}
    asked = {"poll-question": "Which?", "poll-options": "One\nTwo", "tags": tag.pk}
    client.post(create(board), {**words, **asked, "is_question": "on"})
    topic = Topic.objects.get(poster=other)
    voted(topic.poll, member, "One")
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_LOCKED)

    again = client.post(create(board), words)

    assert again.url == topic.get_absolute_url()
    topic = Topic.objects.get()
    assert tally(topic.poll) == {"One": 1, "Two": 0}
    assert topic.topic_tags.get().tag == tag
    assert topic.question


def test_message_sent_twice_clears_its_draft_and_waits_as_before(
    client_for, other, topic, board
):
    make.premoderated(board)
    client, place = client_for(other), f"topic:{topic.pk}"
    reply(client, topic, "Once")
    Draft.objects.create(author=other, place=place, content="Once")
    again = reply(client, topic, "Once")
    assert again.url == topic.get_absolute_url()
    assert not Draft.objects.exists()
    assert "A moderator reads it first" in client.get(again.url).text


def test_message_sent_twice_counts_twice(settings, client_for, other, topic):
    settings.ACCOUNT_RATE_LIMITS = {"forum_post": "2/m/user"}
    client = client_for(other)
    first, second = reply(client, topic, "Once"), reply(client, topic, "Once")
    assert first.url == second.url
    assert reply(client, topic, "Something else").status_code == 429
    assert reply(client, topic, "Once").url == first.url


def test_preview_of_words_posted_already_is_a_preview(client_for, other, topic):
    client = client_for(other)
    reply(client, topic, "Once")
    assert "Not posted yet" in reply(client, topic, "Once", preview="1").text
