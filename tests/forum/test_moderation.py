"""Locking, pinning, moving, deleting, approving."""

import pytest
from django.test import Client
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

STEPS = {
    "topic_lock": {"status": Topic.TOPIC_LOCKED},
    "topic_update_to_sticky": {"type": Topic.TOPIC_STICKY},
}


def step(name: str, topic) -> str:
    return reverse(f"forum_moderation:{name}", args=[topic.slug, topic.pk])


@pytest.mark.parametrize("name", STEPS)
def test_moderator_is_asked_and_then_it_happens(client_for, moderator, topic, name):
    client = client_for(moderator)
    assert "?" in client.get(step(name, topic)).text
    before = Topic.objects.filter(pk=topic.pk, **STEPS[name])
    assert not before.exists()
    response = client.post(step(name, topic))
    assert response.url == topic.get_absolute_url()
    assert Topic.objects.filter(pk=topic.pk, **STEPS[name]).exists()


def test_moderator_unlocks_and_unpins(client_for, moderator, topic):
    Topic.objects.filter(pk=topic.pk).update(status=1, type=1)
    client = client_for(moderator)
    for name in ("topic_unlock", "topic_update_to_post"):
        assert client.get(step(name, topic)).status_code == 200
        client.post(step(name, topic))
    assert Topic.objects.filter(pk=topic.pk, status=0, type=0).exists()


@pytest.mark.parametrize(
    "name",
    [*STEPS, "topic_unlock", "topic_update_to_post", "topic_move", "topic_delete"],
)
def test_member_and_visitor_are_refused(client_for, other, topic, name):
    assert client_for(other).post(step(name, topic)).status_code == 403
    assert Client().post(step(name, topic)).status_code == 302
    assert Topic.objects.filter(pk=topic.pk, status=0, type=0).exists()


def test_topic_moved_to_members_board_leaves_visitors(
    client_for, moderator, topic, board, members_board
):
    client = client_for(moderator)
    client.post(step("topic_move", topic), {"forum": members_board.pk})
    old = topic.get_absolute_url()
    topic = Topic.objects.get(pk=topic.pk)
    assert topic.forum == members_board
    assert Client().get(old).status_code == 404
    assert Client().get(topic.get_absolute_url()).status_code == 404
    for one, count in ((board, 0), (members_board, 1)):
        one.refresh_from_db()
        assert (one.direct_topics_count, one.direct_posts_count) == (count, count)


def test_moderator_deletes_a_topic_with_its_replies(
    client_for, moderator, other, topic
):
    make.reply(topic, other)
    client = client_for(moderator)
    assert "2 messages" in client.get(step("topic_delete", topic)).text
    assert (
        client.post(step("topic_delete", topic)).url == topic.forum.get_absolute_url()
    )
    assert not Post.objects.exists()


def test_new_members_topic_waits_appears_once_approved(
    client_for, member, board, moderator
):
    make.premoderated(board)
    create = reverse("forum_conversation:topic_create", args=[board.slug, board.pk])
    response = client_for(member).post(
        create, {"subject": "First words", "content": "Hello"}, follow=True
    )
    assert "A moderator reads it first" in response.text
    topic = Topic.objects.get()
    client = client_for(moderator)
    queue = client.get("/forum/moderation/queue/")
    assert "First words" in queue.text
    post = topic.first_post
    assert client.get(f"/forum/moderation/queue/{post.pk}/").status_code == 200
    assert client.get(f"/forum/moderation/queue/{post.pk}/approve/").status_code == 200
    client.post(f"/forum/moderation/queue/{post.pk}/approve/")
    assert "First words" in Client().get(board.get_absolute_url()).text
    assert Client().get(topic.get_absolute_url()).status_code == 200
    board.refresh_from_db()
    assert board.direct_topics_count == 1


def test_declined_post_is_deleted(client_for, member, moderator, topic):
    post = make.reply(topic, member, approved=False)
    address = f"/forum/moderation/queue/{post.pk}/disapprove/"
    client = client_for(moderator)
    assert "cannot be undone" in client.get(address).text
    client.post(address, {"reason": "It names somebody."})
    assert not Post.objects.filter(pk=post.pk).exists()
    assert Topic.objects.get(pk=topic.pk).posts_count == 1


def test_approved_post_cannot_be_declined(client_for, moderator, topic):
    """The address of the queue would delete any post whose number is known."""
    address = f"/forum/moderation/queue/{topic.first_post_id}/disapprove/"
    assert client_for(moderator).post(address).status_code == 404
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_queue_is_closed_to_members(client_for, other, member, topic):
    post = make.reply(topic, member, "HIDDEN BODY", approved=False)
    client = client_for(other)
    for tail in ("", f"{post.pk}/", f"{post.pk}/approve/", f"{post.pk}/disapprove/"):
        assert client.get(f"/forum/moderation/queue/{tail}").status_code == 403
    assert client.post(f"/forum/moderation/queue/{post.pk}/approve/").status_code == 403
    assert not Post.objects.get(pk=post.pk).approved


def test_moderator_of_one_board_sees_only_its_queue(client_for, person, member, topic):
    from machina.apps.forum_permission.shortcuts import assign_perm

    elsewhere = make.topic(make.board("Elsewhere"), member)
    make.reply(elsewhere, member, subject="HIDDEN REPLY", approved=False)
    make.reply(topic, member, subject="Seen reply", approved=False)
    local = person("Local Moderator")
    assign_perm("can_approve_posts", local, topic.forum)
    page = client_for(local).get("/forum/moderation/queue/")
    assert "Seen reply" in page.text
    assert "HIDDEN REPLY" not in page.text
