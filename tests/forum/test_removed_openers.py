"""What becomes of a topic when the message that opened it goes, whichever way."""

import pytest
from django.test import Client

from forum.adapter.former_members import forget
from forum.forum_conversation.models import Post, Topic
from forum.moderating import queue, splitting
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

FEED = "/forum/feeds/topics/"


def again(topic) -> Topic:
    return Topic.objects.get(pk=topic.pk)


def remove(client, post):
    return client.post(post.address("post_delete"), {"reason": "It names a client."})


@pytest.fixture
def with_replies(topic, other, member):
    """A topic with a reply that waits, and after it one to be read."""
    make.reply(topic, other, "SECRET WAITING", approved=False)
    make.reply(topic, member, "To be read")
    return again(topic)


def test_opener_removed_by_a_moderator_publishes_nothing_that_waits(
    client_for, with_replies, moderator
):
    remove(client_for(moderator), with_replies.first_post)
    topic = again(with_replies)
    assert (topic.subject, topic.approved) == ("Travel time", True)
    assert topic.first_post.content.raw == "To be read"
    for address in (FEED, topic.get_absolute_url()):
        page = Client().get(address)
        assert page.status_code == 200
        assert "To be read" in page.text
        assert "SECRET" not in page.text


def test_reply_after_a_removed_opener_leaves_subject_and_approval(
    client_for, with_replies, moderator, member
):
    remove(client_for(moderator), with_replies.first_post)
    client_for(member).post(with_replies.address("post_create"), {"content": "More"})
    topic = again(with_replies)
    assert (topic.subject, topic.approved, topic.posts_count) == (
        "Travel time",
        True,
        2,
    )


def test_opener_of_a_topic_with_one_reply_removed_leaves_the_subject(
    client_for, topic, moderator, other, member
):
    make.reply(topic, other, "A reply", subject="Re: Travel time")
    remove(client_for(moderator), again(topic).first_post)
    client_for(member).post(topic.address("post_create"), {"content": "Another"})
    assert again(topic).subject == "Travel time"
    assert again(topic).poster == other


def test_opener_removed_with_nothing_but_waiting_replies_hides_the_topic(
    client_for, topic, moderator, other, board
):
    waiting = make.reply(topic, other, "SECRET WAITING", approved=False)
    remove(client_for(moderator), again(topic).first_post)
    assert not again(topic).approved
    assert Client().get(topic.get_absolute_url()).status_code == 404
    queue.approve(posts=[waiting.pk], moderator=moderator, boards=[board.pk])
    page = Client().get(topic.get_absolute_url())
    assert "SECRET WAITING" in page.text
    assert again(topic).subject == "Travel time"


def test_feed_leaves_out_topics_whose_opener_waits_whatever_is_said_of_them(topic):
    Post.objects.filter(pk=topic.first_post_id).update(approved=False)
    assert "Travel time" not in Client().get(FEED).text


def test_own_opener_with_waiting_replies_is_not_the_authors_to_delete(
    client_for, topic, other, member
):
    make.reply(topic, other, "WAITING", approved=False)
    opener = again(topic).first_post
    client = client_for(member)
    assert (
        opener.address("post_delete") not in client.get(topic.get_absolute_url()).text
    )
    assert client.post(opener.address("post_delete")).status_code == 403
    assert again(topic).first_post == opener


def test_own_opener_alone_is_the_authors_to_delete(client_for, topic, member):
    client = client_for(member)
    address = topic.first_post.address("post_delete")
    assert address in client.get(topic.get_absolute_url()).text
    client.post(address)
    assert not Topic.objects.exists()


@pytest.fixture
def answered_while_waiting(board, other, moderator):
    """A topic that never appeared, in which a moderator asked for something."""
    topic = make.topic(board, other, "NEVER SHOWN", approved=False)
    make.reply(topic, moderator, "Please add the place.")
    return again(topic)


def test_erased_waiting_opener_takes_its_topic_along(answered_while_waiting, other):
    forget(other)
    assert not Topic.objects.exists()
    assert not Post.objects.exists()


def test_declined_waiting_opener_takes_its_topic_along(
    answered_while_waiting, moderator, board
):
    post = answered_while_waiting.first_post
    queue.decline(
        posts=[post.pk], moderator=moderator, boards=[board.pk], reason="Spam."
    )
    assert not Topic.objects.exists()
    assert "NEVER SHOWN" not in Client().get(board.get_absolute_url()).text


def test_erased_opener_that_waits_again_leaves_what_was_public(topic, member, other):
    make.reply(topic, other, "ANSWER OF OLU")
    opener = again(topic).first_post
    opener.approved = False
    opener.save()
    forget(member)
    assert (again(topic).approved, again(topic).poster) == (True, other)
    assert "ANSWER OF OLU" in Client().get(topic.get_absolute_url()).text


@pytest.mark.parametrize("who", ["other", "moderator"])
def test_deleting_a_topic_that_waits_leads_to_its_board(
    client_for, board, other, moderator, who
):
    topic = make.topic(board, other, "Held topic", approved=False)
    client = client_for({"other": other, "moderator": moderator}[who])
    page = client.post(
        topic.first_post.address("post_delete"), {"reason": "Why"}, follow=True
    )
    assert page.redirect_chain == [(board.get_absolute_url(), 302)]
    assert page.status_code == 200
    assert "The message has been deleted." in page.text


def test_removing_an_opener_with_its_topic_leads_to_the_board(
    client_for, answered_while_waiting, board, moderator
):
    answer = remove(client_for(moderator), answered_while_waiting.first_post)
    assert answer.url == board.get_absolute_url()
    assert not Topic.objects.exists()


@pytest.mark.parametrize("who", ["other", "moderator"])
def test_deleting_a_reply_that_waits_leads_to_its_topic(
    client_for, topic, other, moderator, who
):
    reply = make.reply(topic, other, approved=False)
    client = client_for({"other": other, "moderator": moderator}[who])
    answer = client.post(reply.address("post_delete"), {"reason": "Why"})
    assert answer.url == topic.get_absolute_url()
    assert client.get(answer.url).status_code == 200


def test_merged_topics_are_not_opened_by_what_waits(
    client_for, with_replies, moderator, board, other
):
    target = make.topic(board, other, "Mileage")
    remove(client_for(moderator), with_replies.first_post)
    merged = splitting.merge(
        source=again(with_replies), target=target, moderator=moderator
    )
    assert (merged.approved, merged.first_post.content.raw) == (True, "To be read")
    assert merged.subject == "Mileage"
