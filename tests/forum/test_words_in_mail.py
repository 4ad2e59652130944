"""What members' boards say stays on the site: every mail of it, unasked and asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.adapter.actions import describe_topic
from forum.answers import actions as answers
from forum.moderating.queue import decline
from hub.members.digest.making import make_digests
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from hub.search.alerts import send_alerts
from tests.factories import forum as make
from tests.factories.following import follow
from tests.hub.members.digests import interested

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SUBJECT, WORDS = "SECRET subject", "SECRET words of rotas"


@pytest.fixture
def fay(person):
    return person("Fay Follower")


def in_whole(mail) -> str:
    """Return all that a mail says, its addresses and headers too."""
    html = "".join(str(one[0]) for one in mail.alternatives)
    return "\n".join([mail.subject, mail.body, html, *map(str, mail.message().items())])


# --- Each way in which a members' board gets into mail; the public ones are told closed ----


def replied(board, fay, other):
    make.reply(make.topic(board, fay, SUBJECT), other, WORDS)


def named(board, fay, other):
    interested(fay, slug="fay")
    choose(person=fay, kind="replies", way=Way.NONE)
    make.topic(board, other, SUBJECT, f"{WORDS} for @fay")


def followed(board, fay, other):
    follow(fay, board)
    make.topic(board, other, SUBJECT, WORDS)


def accepted(board, fay, other):
    topic = make.topic(board, other, SUBJECT)
    describe_topic(topic=topic, tags=[], is_question=True)
    answers.accept(post=make.reply(topic, fay, WORDS), accepter=other)


def told_daily(board, fay, other):
    follow(fay, board, Way.DAILY)
    make.topic(board, other, SUBJECT, WORDS)


def news(board, fay, other):
    make.reply(make.topic(board, other, "Old talk"), fay)
    interested(fay, way=Way.DAILY, topics=())
    make.topic(board, other, SUBJECT, WORDS)


def found(board, fay, other):
    fay.saved_searches.create(
        title="rotas", address="q=rotas", saved_at=timezone.now() - DAY
    )
    make.topic(board, other, SUBJECT, WORDS)


def declined(board, fay, other):
    post = make.topic(board, fay, SUBJECT, approved=False).first_post
    moderator = make.moderator(other)
    decline(posts=[post.pk], moderator=moderator, boards=[board.pk], reason="Not so.")


WAYS = {
    "a reply": replied,
    "a mention": named,
    "followed": followed,
    "accepted answer": accepted,
    "digest of what was told": told_daily,
    "news in the digest": news,
    "saved search": found,
    "declined by a moderator": declined,
}


@pytest.fixture
def mail_of(fay, other, indexed, delivered):
    """Let something happen on a board, which may change; return her one mail of it."""

    def send(happen, board, meanwhile=lambda: None):
        happen(board, fay, other)
        meanwhile()
        indexed()
        make_digests(timezone.now() + DAY)
        send_alerts()
        (mail,) = [one for one in delivered() if one.to == [fay.email]]
        return mail

    return send


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_members_board_puts_neither_word_nor_subject_into_mail_unasked(
    way, members_board, mail_of
):
    said = in_whole(mail_of(way, members_board))
    assert "secret" not in said.lower()
    assert "on the board Members" in said


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_members_board_is_named_with_its_subject_to_who_asked(
    way, members_board, fay, mail_of
):
    choose(person=fay, kind="board-words", way=Way.AT_ONCE)
    assert SUBJECT in in_whole(mail_of(way, members_board))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_board_closed_to_visitors_between_telling_and_sending_is_kept_to(
    way, board, mail_of
):
    said = in_whole(mail_of(way, board, lambda: make.open_board(board, public=False)))
    assert "secret" not in said.lower()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_public_board_is_mailed_with_its_subject(way, board, mail_of):
    assert SUBJECT in in_whole(mail_of(way, board))


def test_address_in_such_a_mail_leads_to_the_message(
    members_board, fay, mail_of, client_for
):
    mail = mail_of(followed, members_board)
    (address,) = {line for line in mail.body.splitlines() if "/topic/" in line}
    page = client_for(fay).get(address.removeprefix("http://localhost:8000"))
    assert page.status_code in (301, 302)
    shown = client_for(fay).get(page.url, follow=True)
    assert WORDS in shown.text
