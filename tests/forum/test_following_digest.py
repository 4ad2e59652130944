"""Digests of what one follows: one mail for all, nothing twice, nothing hidden, never empty."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forum.following.actions import stop
from forum.following.subjects import place_of
from forum.forum_conversation.models import Post
from hub.members.digest.making import make_digests
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from tests.factories import forum as make
from tests.factories.following import follow
from tests.hub.members.digests import digests, interested

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def fay(person):
    return person("Fay Follower")


@pytest.fixture
def to_fay(fay, delivered):
    """Run the digests so many days on; return all the mail that she got."""

    def run(days=8) -> list:
        make_digests(timezone.now() + days * DAY)
        return [one for one in delivered() if one.to == [fay.email]]

    return run


@pytest.mark.parametrize("way", [Way.DAILY, Way.WEEKLY])
def test_new_messages_come_in_one_mail_and_never_again(board, other, fay, to_fay, way):
    follow(fay, board, way)
    talk = make.topic(board, other)
    make.reply(talk, other, "Here is more")
    assert to_fay(days=0) == []

    (mail,) = to_fay()

    assert "Olu Other replied in “Travel time”" in mail.body
    assert "Here is more" in mail.body
    assert len(to_fay(days=9)) == len(to_fay(days=16)) == 1


def test_daily_and_weekly_and_what_is_new_in_topics_share_a_mail(
    board, other, fay, to_fay
):
    interested(fay, way=Way.DAILY, topics=())
    follow(fay, board, Way.DAILY)
    follow(fay, make.board("Rotas"), Way.WEEKLY)
    weekly = make.topic(make.board("Wages"), other, "Sick pay")
    follow(fay, weekly, Way.WEEKLY)
    make.reply(weekly, other)
    make.topic(board, other, "Night rota")

    mails = to_fay()

    assert len(digests()) == 1
    assert len(mails) == 1
    assert "Night rota" in mails[0].body
    assert "Sick pay" in mails[0].body


def test_nothing_new_makes_no_mail(board, fay, to_fay):
    follow(fay, board, Way.DAILY)
    assert to_fay() == []
    assert digests() == []


def test_twenty_are_listed_with_a_way_to_the_rest(board, other, fay, to_fay):
    follow(fay, board, Way.DAILY)
    for number in range(24):
        make.topic(board, other, f"Talk {number}")

    (mail,) = to_fay()

    assert mail.body.count("?post=") == 20
    assert "http://localhost:8000/me/notifications/" in mail.body
    assert len(to_fay(days=9)) == 1


def test_messages_of_one_discussion_share_a_line(board, other, fay, to_fay):
    follow(fay, board, Way.DAILY)
    talk = make.topic(board, other)
    make.reply(talk, other, "Older")
    newest = make.reply(talk, other, "Newest")
    make.topic(board, other, "Sick pay")

    (mail,) = to_fay()

    assert mail.body.count("?post=") == 2
    assert newest.get_absolute_url() in mail.body
    for body in (mail.body, mail.alternatives[0][0]):
        assert "Newest" in body
        assert "and 2 more there" in body
        assert "Older" not in body
    assert mail.subject.endswith("“Sick pay”, and 1 more")


def test_what_is_told_by_following_is_not_told_again_as_news(board, other, fay, to_fay):
    make.reply(make.topic(board, other, "Old talk"), fay)  # a board of her own
    interested(fay, way=Way.DAILY, topics=())
    follow(fay, board, Way.DAILY)
    make.topic(board, other, "Night rota")
    (mail,) = to_fay()
    assert mail.body.count("Night rota") == 1


MEANWHILE = {
    "board closed": lambda talk, post, fay: make.close(talk.forum),
    "deleted": lambda talk, post, fay: post.delete(),
    "unapproved": lambda talk, post, fay: Post.objects.filter(pk=post.pk).update(
        approved=False
    ),
    "stopped": lambda talk, post, fay: stop(person=fay, place=place_of(talk)),
    "all stopped": lambda talk, post, fay: choose(
        person=fay, kind="following", way=Way.SITE
    ),
    "read": lambda talk, post, fay: fay.notifications.update(seen_at=talk.created),
}


@pytest.mark.parametrize("change", MEANWHILE.values(), ids=MEANWHILE)
def test_digest_with_nothing_left_to_tell_is_not_sent(
    topic, other, fay, delivered, change
):
    follow(fay, topic, Way.DAILY)
    post = make.reply(topic, other)
    make_digests(timezone.now() + DAY)
    assert len(digests()) == 1
    change(topic, post, fay)
    assert [one for one in delivered() if one.to == [fay.email]] == []


def test_board_lost_leaves_the_rest_of_the_digest(board, other, fay, delivered):
    follow(fay, None, Way.DAILY)
    make.topic(board, other, "SECRET SUBJECT")
    make.topic(make.board("Rotas"), other, "Night rota")
    make_digests(timezone.now() + DAY)
    make.close(board)
    (mail,) = [one for one in delivered() if one.to == [fay.email]]
    assert "Night rota" in mail.body
    assert "SECRET" not in str(mail.message())


@pytest.mark.parametrize(("way", "is_quoted"), [("none", False), ("at_once", True)])
def test_members_board_is_quoted_in_a_digest_to_who_asked_alone(
    members_board, other, fay, to_fay, way, is_quoted
):
    choose(person=fay, kind="board-words", way=way)
    follow(fay, members_board, Way.DAILY)
    make.topic(members_board, other, "SECRET SUBJECT", "SECRET WORDS")
    (mail,) = to_fay()
    assert ("SECRET WORDS" in mail.body) is is_quoted
    assert ("SECRET" in str(mail.message())) is is_quoted
    assert "Members' room" in mail.body or is_quoted


def test_one_click_stops_what_the_digest_told_of(board, other, fay, to_fay):
    follow(fay, board, Way.DAILY)
    make.topic(board, other)
    (mail,) = to_fay(days=1)
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.extra_headers["List-Unsubscribe"].strip("<>")
    Client().post(address.removeprefix("http://localhost:8000"))
    make.topic(board, other, "More")
    assert len(to_fay()) == 1


def test_composing_costs_the_same_for_one_and_twenty(
    board, other, fay, delivered, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hub.notify.models import Letter
    from tests.hub.members.digests import composed

    follow(fay, board, Way.DAILY)
    make.topic(board, other)
    make_digests(timezone.now() + DAY)
    with CaptureQueriesContext(connection) as captured:
        assert composed(digests()[0])
    one = len(captured)
    Letter.objects.all().delete()
    for number in range(20):
        make.topic(board, other, f"Talk {number}")
    make_digests(timezone.now() + 2 * DAY)
    with django_assert_num_queries(one):
        assert composed(digests()[0])
