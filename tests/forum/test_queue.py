"""What waits for approval: who sees it, and how moderators decide."""

import pytest
from django.test import Client
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from forum.moderating import queue
from forum.moderating.models import Act
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

QUEUE = "/forum/moderation/queue/"


@pytest.fixture
def waiting(topic, other):
    return [
        make.reply(topic, other, f"Waiting words {number}", approved=False)
        for number in range(3)
    ]


def test_several_are_approved_at_once(client_for, moderator, topic, waiting):
    client = client_for(moderator)
    page = client.get(QUEUE).text
    assert "Waiting words 0" in page
    assert "Olu Other" in page
    assert "Working in care" in page
    response = client.post(
        QUEUE, {"post": [waiting[0].pk, waiting[1].pk], "verb": "approve"}, follow=True
    )
    assert "2 messages are approved." in response.text
    assert Topic.objects.get(pk=topic.pk).posts_count == 3
    assert list(Post.objects.filter(approved=False)) == [waiting[2]]
    assert Act.objects.filter(kind="approve", actor=moderator).count() == 2


def test_several_are_declined_and_each_author_gets_reason_and_words(
    client_for, moderator, member, other, topic, waiting
):
    more = make.reply(topic, member, "WORDS OF MO " + "long " * 300, approved=False)
    client_for(moderator).post(
        QUEUE,
        {
            "post": [waiting[0].pk, more.pk],
            "verb": "decline",
            "reason": "Please leave names out.",
        },
    )
    assert not Post.objects.filter(pk__in=[waiting[0].pk, more.pk]).exists()
    for person, words in ((other, "Waiting words 0"), (member, more.content.raw)):
        told = person.notifications.get(kind="moderation")
        assert told.text == "Please leave names out."
        page = client_for(person).get(told.url).text
        assert words.strip() in page
        assert "Please leave names out." in page


def test_mail_about_a_declined_post_has_the_reason_and_no_words_of_it(
    client_for, moderator, other, waiting, delivered
):
    client_for(moderator).post(
        QUEUE, {"post": waiting[0].pk, "verb": "decline", "reason": "No names, please."}
    )
    (mail,) = [mail for mail in delivered() if mail.to == [other.email]]
    assert "No names, please." in mail.body
    assert "Waiting words" not in mail.body


@pytest.fixture
def sent_about(client_for, moderator, other, delivered):
    """What Olu is told by mail once a message of theirs is declined, removed, deleted."""

    def sent(on) -> str:
        topic = make.topic(on, other, "A SUBJECT OF OLU")
        held = make.reply(topic, other, "Held", approved=False)
        gone = make.reply(topic, other, "Gone")
        client = client_for(moderator)
        reason = {"reason": "No names, please."}
        client.post(f"{QUEUE}{held.pk}/disapprove/", reason)
        client.post(gone.address("post_delete"), reason)
        whole = reverse("forum_moderation:topic_delete", args=[topic.slug, topic.pk])
        client.post(whole, reason)
        mails = [mail for mail in delivered() if mail.to == [other.email]]
        assert len(mails) == 3
        return "".join(mail.subject + mail.body for mail in mails)

    return sent


def test_mail_about_a_message_on_a_members_board_names_the_board_alone(
    sent_about, members_board
):
    words = sent_about(members_board)
    assert "A SUBJECT" not in words
    assert "was not posted on the board Members' room" in words
    assert "was removed by a moderator on the board Members' room" in words


def test_mail_about_a_message_on_a_public_board_names_the_discussion(sent_about, board):
    words = sent_about(board)
    assert "was not posted: A SUBJECT OF OLU" in words
    assert words.count("removed by a moderator: A SUBJECT OF OLU") >= 2


def test_declining_without_a_reason_keeps_what_was_chosen(
    client_for, moderator, waiting
):
    response = client_for(moderator).post(
        QUEUE, {"post": waiting[1].pk, "verb": "decline", "reason": "  "}
    )
    assert response.status_code == 200
    assert "This field is required" in response.text
    assert f'value="{waiting[1].pk}" id="post-{waiting[1].pk}" checked' in response.text
    assert Post.objects.filter(approved=False).count() == 3


@pytest.mark.parametrize("typed", [[], ["²"], ["x", "-1"], ["9" * 40], ["\x00"]])
def test_choosing_nothing_that_is_there_changes_nothing(
    client_for, moderator, waiting, typed
):
    response = client_for(moderator).post(
        QUEUE, {"post": typed, "verb": "decline", "reason": "KEPT REASON"}
    )
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert "Please choose at least one message" in response.text
        assert "KEPT REASON" in response.text
    assert Post.objects.filter(approved=False).count() == 3


def test_approved_and_foreign_posts_among_the_chosen_are_left_alone(
    client_for, person, member, topic, waiting
):
    from machina.apps.forum_permission.shortcuts import assign_perm

    foreign = make.reply(
        make.topic(make.board("Elsewhere"), member), member, approved=False
    )
    local = person("Local Moderator")
    assign_perm("can_approve_posts", local, topic.forum)
    client = client_for(local)
    sent = {"post": [foreign.pk, topic.first_post_id, waiting[0].pk]}
    response = client.post(
        QUEUE, sent | {"verb": "decline", "reason": "Why"}, follow=True
    )
    assert "1 message is declined." in response.text
    assert Post.objects.filter(pk__in=[foreign.pk, topic.first_post_id]).count() == 2
    assert not Post.objects.get(pk=foreign.pk).approved


def test_one_failure_leaves_all_of_them_waiting(
    moderator, topic, waiting, board, monkeypatch
):
    real = Post.save

    def save(self, *args, **kwargs):
        if self.pk == waiting[2].pk:
            raise RuntimeError
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Post, "save", save)
    with pytest.raises(RuntimeError):
        queue.approve(
            posts=[post.pk for post in waiting], moderator=moderator, boards=[board.pk]
        )
    assert Post.objects.filter(approved=False).count() == 3
    assert not Act.objects.exists()


def test_author_sees_that_a_reply_waits_and_others_see_nothing(
    client_for, member, other, person, moderator, topic, waiting
):
    page = client_for(other).get(topic.get_absolute_url()).text
    assert "Waiting words 0" in page
    assert "A moderator reads it first" in page
    for client in (Client(), client_for(member), client_for(person("Third"))):
        assert "Waiting words" not in client.get(topic.get_absolute_url()).text
    page = client_for(moderator).get(topic.get_absolute_url()).text
    assert "Waiting words 0" in page
    assert f"{QUEUE}{waiting[0].pk}/approve/" in page


def test_author_sees_that_a_topic_waits_and_cannot_reply_to_it_yet(
    client_for, member, other, board, moderator
):
    topic = make.topic(board, member, "WAITING SUBJECT", approved=False)
    client = client_for(member)
    page = client.get(topic.get_absolute_url())
    assert "A moderator reads it first" in page.text
    assert "Add a reply" not in page.text
    assert "WAITING SUBJECT" in client.get(board.get_absolute_url()).text
    reply = client.post(topic.address("post_create"), {"content": "And more"})
    assert reply.status_code in (403, 404)
    assert topic.posts.count() == 1
    for stranger in (client_for(other), Client()):
        assert stranger.get(topic.get_absolute_url()).status_code == 404
        assert "WAITING" not in stranger.get(board.get_absolute_url()).text


def test_author_can_mend_what_waits_and_it_goes_on_waiting(
    client_for, member, board, topic
):
    make.premoderated(board)
    reply = make.reply(topic, member, "Frist", approved=False)
    client = client_for(member)
    client.post(reply.address("post_update"), {"content": "First"})
    reply.refresh_from_db()
    assert (reply.content.raw, reply.approved) == ("First", False)


def test_declined_opening_post_leaves_the_replies_of_others_to_be_read(
    client_for, moderator, member, other, topic
):
    """S14 sends an edited opening post to the queue again, with its whole topic."""
    make.reply(topic, other, "ANSWER OF OLU")
    opener = topic.first_post
    opener.approved = False
    opener.save()
    address = topic.get_absolute_url()
    assert Client().get(address).status_code == 404
    client_for(moderator).post(
        f"{QUEUE}{opener.pk}/disapprove/", {"reason": "It became an advertisement."}
    )
    page = Client().get(address)
    assert page.status_code == 200
    assert "ANSWER OF OLU" in page.text
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.subject, topic.posts_count) == ("Travel time", 1)


def test_post_decided_by_somebody_else_meanwhile_is_said_so(
    client_for, moderator, waiting
):
    client = client_for(moderator)
    sent = {"post": [post.pk for post in waiting], "verb": "approve"}
    Post.objects.filter(pk=waiting[0].pk).update(approved=True)
    page = client.post(QUEUE, sent, follow=True).text
    assert "2 messages are approved." in page
    assert "Somebody else has decided about the others" in page
