"""Starting topics, replying, editing, deleting."""

from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from forum.adapter.models import TopicTag
from forum.forum_conversation.models import Post, Topic
from hub.core.models import Topic as Tag
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def create_address(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def test_member_starts_a_topic_with_tags_and_question(client_for, member, board):
    tags = list(Tag.objects.all()[:2])
    response = client_for(member).post(
        create_address(board),
        {
            "subject": "Who pays for travel?",
            "content": "Between **visits**.",
            "tags": [tag.pk for tag in tags],
            "is_question": "on",
        },
        follow=True,
    )
    topic = Topic.objects.get()
    assert response.redirect_chain == [(topic.get_absolute_url(), 302)]
    assert "<strong>visits</strong>" in response.text
    assert "Question" in response.text
    assert {row.tag for row in topic.topic_tags.all()} == set(tags)
    assert (topic.poster, topic.posts_count) == (member, 1)
    board.refresh_from_db()
    assert (board.direct_topics_count, board.direct_posts_count) == (1, 1)


def test_too_many_tags_are_refused_and_the_text_is_kept(client_for, member, board):
    response = client_for(member).post(
        create_address(board),
        {
            "subject": "All",
            "content": "What I typed",
            "tags": [tag.pk for tag in Tag.objects.all()[:5]],
        },
    )
    assert "at most 4" in response.text
    assert "What I typed" in response.text
    assert not Topic.objects.exists()


@pytest.mark.parametrize("content", ["", "   ", "a\0b"])
def test_reply_that_cannot_be_kept_is_an_error_message(
    client_for, other, topic, content
):
    response = client_for(other).post(
        topic.address("post_create"), {"content": content}
    )
    assert response.status_code in (200, 400)
    assert Post.objects.count() == 1


def test_reply_carries_the_topics_subject(client_for, other, topic):
    client_for(other).post(topic.address("post_create"), {"content": "We do."})
    post = Post.objects.latest("pk")
    assert (post.subject, post.poster) == ("Re: Travel time", other)
    topic.refresh_from_db()
    assert (topic.posts_count, topic.last_post) == (2, post)


def test_preview_shows_the_message_and_saves_nothing(client_for, other, topic):
    response = client_for(other).post(
        topic.address("post_create"), {"content": "**Draft**", "preview": "1"}
    )
    assert "<strong>Draft</strong>" in response.text
    assert "**Draft**" in unescape(response.text)
    assert Post.objects.count() == 1


def test_author_edits_topic_and_its_tags(client_for, member, topic):
    tag = Tag.objects.first()
    TopicTag.objects.create(topic=topic, tag=tag)
    client_for(member).post(
        topic.address("topic_update"), {"subject": "Paid travel", "content": "New text"}
    )
    topic.refresh_from_db()
    assert topic.subject == "Paid travel"
    assert topic.first_post.content.raw == "New text"
    assert not topic.topic_tags.exists()


def test_others_cannot_edit_or_delete(client_for, other, topic):
    client = client_for(other)
    post = topic.first_post
    for address in (
        topic.address("topic_update"),
        post.address("post_update"),
        post.address("post_delete"),
    ):
        assert client.get(address).status_code == 403
        assert client.post(address, {"content": "x", "subject": "x"}).status_code == 403
    assert Post.objects.get(pk=post.pk).content.raw == "Who pays?"


def test_author_deletes_a_reply_after_being_asked(client_for, other, topic):
    post = make.reply(topic, other)
    client = client_for(other)
    assert "cannot be undone" in client.get(post.address("post_delete")).text
    assert Post.objects.filter(pk=post.pk).exists()
    client.post(post.address("post_delete"))
    topic.refresh_from_db()
    assert topic.posts_count == 1


def test_author_cannot_delete_an_opening_others_answered(
    client_for, member, other, topic
):
    make.reply(topic, other)
    address = topic.first_post.address("post_delete")
    assert client_for(member).post(address).status_code == 403
    assert Post.objects.count() == 2


def test_deleting_the_only_post_deletes_the_topic(client_for, member, topic, board):
    response = client_for(member).post(topic.first_post.address("post_delete"))
    assert response.url == board.get_absolute_url()
    assert not Topic.objects.exists()


def test_failure_half_way_leaves_nothing(client_for, member, board, monkeypatch):
    """A topic without its post, or counts without their post, must not remain."""

    def fail(self):
        raise IntegrityError("half way")

    monkeypatch.setattr(Topic, "update_trackers", fail)
    client = client_for(member)
    client.raise_request_exception = False
    response = client.post(create_address(board), {"subject": "Half", "content": "way"})
    assert response.status_code == 500
    assert not Topic.objects.exists()
    assert not Post.objects.exists()


def test_lost_update_reply_in_flight_keeps_a_lock_set_meanwhile(member, topic):
    """A reply wrote the whole topic back, undoing a lock, a pin and a new name."""
    in_flight = Post(
        topic=Topic.objects.get(pk=topic.pk),
        poster=member,
        subject="Re: it",
        content="Late",
        enable_signature=False,
    )
    assert in_flight.topic.forum.name == topic.forum.name
    Topic.objects.filter(pk=topic.pk).update(
        status=Topic.TOPIC_LOCKED, type=Topic.TOPIC_STICKY, views_count=1000
    )
    board = topic.forum
    type(board).objects.filter(pk=board.pk).update(name="Renamed")
    in_flight.save()
    topic.refresh_from_db()
    board.refresh_from_db()
    assert (topic.status, topic.type) == (Topic.TOPIC_LOCKED, Topic.TOPIC_STICKY)
    assert (topic.views_count, topic.posts_count) == (1000, 2)
    assert (board.name, board.direct_posts_count) == ("Renamed", 2)


def test_locked_topic_takes_no_reply_from_members(client_for, other, moderator, topic):
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_LOCKED)
    address = topic.address("post_create")
    assert client_for(other).post(address, {"content": "x"}).status_code == 403
    assert client_for(moderator).post(address, {"content": "x"}).status_code == 302
    assert "locked" in Client().get(topic.get_absolute_url()).text


def test_topic_on_a_heading_is_not_found(client_for, member, board):
    type(board).objects.filter(pk=board.pk).update(type=board.FORUM_CAT)
    response = client_for(member).post(
        create_address(board), {"subject": "x", "content": "x"}
    )
    assert response.status_code == 404


def test_what_can_be_done_with_a_post_is_large_enough_to_touch():
    """WCAG 2.2, 2.5.8: 24 pixels each way, which a line of small text does not reach."""
    css = Path(finders.find("design/css/components/post.css")).read_text()
    rule = css.partition(".post__actions a {")[2].partition("}")[0]
    assert "display: inline-flex;" in rule
    assert "min-block-size: 1.5rem;" in rule
    assert "min-inline-size: 1.5rem;" in rule
