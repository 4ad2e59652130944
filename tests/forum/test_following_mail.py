"""Mail about what one follows: its headers, what it says, and when none is sent."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from forum.following.actions import stop
from forum.following.subjects import place_of
from forum.forum_conversation.models import Post
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from hub.notify.models import Letter
from tests.factories import forum as make
from tests.factories.following import follow

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay(person):
    return person("Fay Follower")


def headers(mail) -> dict[str, str]:
    return dict(mail.message().items())


def test_mail_says_who_wrote_what_and_where_and_how_to_stop(
    topic, other, fay, delivered
):
    follow(fay, topic)
    post = make.reply(topic, other, "Here is more & better")

    (mail,) = [one for one in delivered() if one.to == [fay.email]]

    html = mail.alternatives[0][0]
    for body in (mail.body, html):
        assert "Olu Other replied in “Travel time”" in body
        assert f"http://localhost:8000{post.get_absolute_url()}" in body.replace(
            "&amp;", "&"
        )
        assert f"/forum/following/choose/?what=topic%3A{topic.pk}" in body
        assert "What you follow" in body
        assert "@example.org" not in body
    assert "Here is more & better" in mail.body
    assert "Here is more &amp; better" in html


def test_mails_of_a_discussion_belong_together_and_name_their_board(
    board, other, member, fay, delivered
):
    follow(fay, board)
    talk = make.topic(board, member, "Travel time")
    make.reply(talk, other)
    make.reply(talk, member)
    elsewhere = make.topic(board, member, "Sick pay")
    make.reply(elsewhere, other)

    first, second, third, apart, fifth = (
        headers(one) for one in delivered() if one.to == [fay.email]
    )

    assert first["Subject"].endswith("Travel time")
    assert "Re:" not in first["Subject"]
    assert second["Subject"] == third["Subject"]
    assert second["Subject"].endswith("Re: Travel time")
    root = first["Message-ID"]
    assert "In-Reply-To" not in first
    for reply in (second, third):
        assert reply["In-Reply-To"] == reply["References"] == root
    assert len({one["Message-ID"] for one in (first, second, third, apart)}) == 4
    assert fifth["References"] == apart["Message-ID"] != root
    for one in (first, second, third):
        assert one["List-Id"] == f'"{board.name}" <board-{board.pk}.forum.localhost>'
        assert one["Auto-Submitted"] == "auto-generated"
        assert one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_threads_of_two_people_are_their_own(topic, other, fay, person, delivered):
    gus = person("Gus")
    for one in (fay, gus):
        follow(one, topic)
    make.reply(topic, other)
    mails = {one.to[0]: headers(one) for one in delivered()}
    assert mails[fay.email]["References"] != mails[gus.email]["References"]


def test_replies_and_mentions_join_the_thread(topic, member, other, delivered):
    """Whatever told of a message, mail programs show the discussion together."""
    make.reply(topic, other)
    (mail,) = delivered()
    assert mail.to == [member.email]
    assert headers(mail)["Subject"].endswith("Re: Travel time")
    assert headers(mail)["In-Reply-To"]
    assert headers(mail)["List-Id"]


@pytest.mark.parametrize("name", ["Ärzte und Pflege", 'Say "yes"\\', "日本"])
def test_board_with_any_name_has_a_list_that_programs_can_read(
    name, other, fay, delivered
):
    board = make.board(name)
    follow(fay, board)
    make.topic(board, other)
    (mail,) = delivered()
    value = headers(mail)["List-Id"]
    assert value.endswith(f"<board-{board.pk}.forum.localhost>")
    assert value.isascii()
    assert not value.startswith("=?")


def test_hostile_subject_adds_no_header(board, other, fay, delivered):
    follow(fay, board)
    make.topic(board, other, "Pay\r\nBcc: all@example.org")
    (mail,) = delivered()
    assert mail.message()["Bcc"] is None
    assert "\n" not in mail.subject


# --- Members' boards ------------------------------------------------------------------


@pytest.fixture
def private_mail(members_board, other, fay, delivered):
    """Mail of a new discussion on a members' board."""

    def send():
        follow(fay, members_board)
        make.topic(members_board, other, "SECRET SUBJECT", "SECRET WORDS")
        (mail,) = delivered()
        return mail

    return send


def test_members_board_puts_no_word_into_mail_unasked(private_mail):
    mail = private_mail()
    assert "SECRET" not in str(mail.message())
    assert "on the board Members' room" in mail.body
    assert mail.subject.endswith("A discussion on Members' room")


def test_members_board_is_quoted_to_who_asked_for_it(private_mail, fay):
    choose(person=fay, kind="board-words", way=Way.AT_ONCE)
    mail = private_mail()
    assert "SECRET WORDS" in mail.body
    assert mail.subject.endswith("SECRET SUBJECT")


def test_question_of_words_stands_among_the_choices_and_is_off(client_for, fay):
    page = client_for(fay).get("/me/notifications/choices/")
    assert "Words from members&#x27; boards" in page.text
    off = re.search(r'<input[^>]*name="board-words"[^>]*value="none"[^>]*>', page.text)
    assert "checked" in off[0]


def test_board_closed_to_visitors_meanwhile_is_quoted_no_more(
    board, other, fay, delivered
):
    follow(fay, board)
    make.topic(board, other, "SECRET SUBJECT", "SECRET WORDS")
    make.open_board(board, public=False)
    (mail,) = delivered()
    assert "SECRET" not in str(mail.message())


def test_message_changed_meanwhile_is_mailed_as_it_is_now(topic, other, fay, delivered):
    follow(fay, topic)
    post = make.reply(topic, other, "A SLIP of the pen")
    post.content = "Put better"
    post.save()
    (mail,) = [one for one in delivered() if one.to == [fay.email]]
    assert "SLIP" not in mail.body
    assert "Put better" in mail.body


# --- Between telling and sending ------------------------------------------------------


def _move(topic, post, fay, moderator):
    hidden = make.close(make.board("Committee", public=False))
    client = Client()
    client.force_login(moderator)
    address = reverse("forum_moderation:topic_move", args=[topic.slug, topic.pk])
    client.post(address, {"forum": hidden.pk})


MEANWHILE = {
    "board closed": lambda topic, post, fay, moderator: make.close(topic.forum),
    "moved": _move,
    "deleted": lambda topic, post, fay, moderator: post.delete(),
    "unapproved": lambda topic, post, fay, moderator: Post.objects.filter(
        pk=post.pk
    ).update(approved=False),
    "stopped": lambda topic, post, fay, moderator: stop(
        person=fay, place=place_of(topic)
    ),
    "on the site only": lambda topic, post, fay, moderator: follow(
        fay, topic, Way.SITE
    ),
    "all stopped": lambda topic, post, fay, moderator: choose(
        person=fay, kind="following", way=Way.SITE
    ),
    "switched off": lambda topic, post, fay, moderator: type(fay)
    .objects.filter(pk=fay.pk)
    .update(is_active=False),
    "read": lambda topic, post, fay, moderator: fay.notifications.update(
        seen_at=topic.created
    ),
}


@pytest.mark.parametrize("change", MEANWHILE.values(), ids=MEANWHILE)
def test_what_changed_before_the_sending_is_respected(
    topic, other, fay, moderator, delivered, change
):
    follow(fay, topic)
    post = make.reply(topic, other)
    assert Letter.objects.filter(person=fay).count() == 1
    change(topic, post, fay, moderator)
    assert [one for one in delivered() if one.to == [fay.email]] == []


def test_author_who_silenced_the_discussion_meanwhile_gets_no_reply_by_mail(
    topic, member, other, delivered
):
    make.reply(topic, other)
    stop(person=member, place=place_of(topic))
    assert delivered() == []


def test_mail_is_sent_once_however_often_it_is_tried(topic, other, fay, delivered):
    follow(fay, topic)
    follow(fay)
    make.reply(topic, other)
    delivered()
    assert len([one for one in delivered() if one.to == [fay.email]]) == 1


def test_sending_a_mail_of_a_members_board_costs_a_fixed_number_of_queries(
    members_board, other, fay, person, delivered, django_assert_max_num_queries
):
    follow(fay, members_board)
    make.topic(members_board, other)
    with django_assert_max_num_queries(40):
        delivered()


# --- The way out ----------------------------------------------------------------------


def test_one_click_signed_out_stops_mail_and_leaves_the_site(
    topic, other, fay, delivered
):
    follow(fay, topic)
    follow(fay)
    make.reply(topic, other)
    (mail,) = [one for one in delivered() if one.to == [fay.email]]
    address = headers(mail)["List-Unsubscribe"].strip("<>")
    path = address.removeprefix("http://localhost:8000")
    mail_program = Client(enforce_csrf_checks=True)

    answer = mail_program.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not answer.cookies
    make.reply(topic, other)
    assert len([one for one in delivered() if one.to == [fay.email]]) == 1
    assert fay.notifications.filter(kind="following", way="site").count() == 1


def test_looking_at_the_way_out_stops_nothing(topic, other, fay, delivered):
    follow(fay, topic)
    make.reply(topic, other)
    (mail,) = [one for one in delivered() if one.to == [fay.email]]
    Client().get(
        headers(mail)["List-Unsubscribe"]
        .strip("<>")
        .removeprefix("http://localhost:8000")
    )
    make.reply(topic, other)
    assert len([one for one in delivered() if one.to == [fay.email]]) == 2
