"""Letters go to a real mail server once, whatever it says and whoever is switched off."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.notify import outbox
from hub.notify.choosing import choose
from hub.notify.fate import BACK_OFF
from hub.notify.kinds import Way
from hub.notify.mails import render_mail
from hub.notify.messages import message_id
from hub.notify.models import Letter, Notification
from hub.notify.outbox import Mail, NotNow
from hub.notify.sending import send_due
from hub.notify.tokens import stop_token
from tests.hub.notify.conftest import PLAIN, WATCHED
from tests.hub.notify.sinks import free_port

State = Letter.State


@pytest.fixture
def composer(monkeypatch):
    """Register a composer for the test: `composer(compose, keeps_secrets=True)`."""
    monkeypatch.setattr(outbox, "_composers", dict(outbox._composers))

    def register(compose=None, **given):
        outbox.register_composer(
            "test", compose or (lambda letter: Mail("S", "T", "<p>T</p>")), **given
        )

    return register


def only() -> Letter:
    return Letter.objects.get()


def make_due() -> None:
    Letter.objects.update(due_at=timezone.now())


def put(key="a", **given) -> None:
    outbox.put(key=key, composer="test", **given)


# --- What arrives ---------------------------------------------------------------------


def test_letter_arrives_once_with_both_parts_and_the_way_out(ada, tell, mail_server):
    tell(ada, title="Rotas & <b>more</b>", url="/forum/x-1/")
    send_due()
    send_due()
    (mail,) = mail_server.mails
    stop = f"http://localhost:8000/mail/stop/{stop_token(ada, [PLAIN])}/"
    assert mail["To"] == "ada@example.org"
    assert mail["Subject"] == "[Care Co-op Hub] Rotas & <b>more</b>"
    assert mail["List-Unsubscribe"].strip() == f"<{stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == message_id(only().key)
    assert mail["Date"]
    for part in ("plain", "html"):
        body = mail.get_body([part]).get_content()
        assert "http://localhost:8000/forum/x-1/" in body
        assert stop in body
        assert "Rotas &" in body
    assert only().state == State.SENT
    assert only().sent_at


def test_title_with_line_ends_brings_no_header_in(ada, tell, mail_server):
    tell(ada, title="Rotas\r\nBcc: eve@example.org\n\nHello")
    send_due()
    (mail,) = mail_server.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "[Care Co-op Hub] Rotas Bcc: eve@example.org Hello"


def test_many_letters_go_over_one_connection(home, person, tell, mail_server):
    people = [person(f"Person {number}") for number in range(20)]
    tell(*people)
    assert send_due().sent == 20
    assert mail_server.connections == 1
    assert mail_server.addresses == sorted(one.email for one in people)


def test_each_letter_costs_the_same_number_of_queries(home, person, tell, mail_server):
    counts = []
    for first, many in ((0, 1), (1, 30)):
        people = [person(f"Person {number}") for number in range(first, first + many)]
        tell(*people, about=f"thing:{many}")
        with CaptureQueriesContext(connection) as asked:
            send_due()
        counts.append(len(asked))
    # What a run costs by itself, and each letter.
    assert counts[1] <= counts[0] + 29 * 9
    assert len(mail_server.mails) == 31


# --- Who is sent nothing --------------------------------------------------------------


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"approved_at": None}, {"erased_at": "now"}]
)
def test_person_switched_off_after_being_told_is_sent_nothing(
    ada, tell, mail_server, change
):
    tell(ada)
    type(ada).objects.update(
        **{key: timezone.now() if one == "now" else one for key, one in change.items()}
    )
    assert send_due().dropped == 1
    assert not mail_server.mails
    assert only().state == State.DROPPED


@pytest.mark.parametrize("key", ["board:7", None, "members-of-nothing"])
def test_thing_hidden_after_being_told_is_not_mailed(
    ada, tell, mail_server, own_kinds, key
):
    tell(ada, kind=WATCHED, about="thing:9", title="A secret")
    own_kinds["thing:9"] = key
    send_due()
    assert not mail_server.mails
    assert only().state == State.DROPPED


def test_board_closed_after_being_told_is_not_mailed(ada, tell, mail_server):
    from forum.forum_permission.models import UserForumPermission
    from tests.factories.forum import board

    made = board()
    tell(ada, visibility=f"board:{made.pk}")
    assert Letter.objects.count() == 1
    UserForumPermission.objects.filter(forum=made).delete()
    send_due()
    assert not mail_server.mails


def test_person_who_stopped_the_kind_meanwhile_is_sent_nothing(ada, tell, mail_server):
    tell(ada)
    choose(person=ada, kind=PLAIN, way=Way.SITE)
    send_due()
    assert not mail_server.mails


def test_what_was_opened_on_the_site_meanwhile_is_not_mailed(ada, tell, mail_server):
    tell(ada)
    Notification.objects.update(seen_at=timezone.now())
    send_due()
    assert not mail_server.mails


def test_account_mail_reaches_who_was_not_let_in_yet(ada, mail_server, composer):
    composer(members_only=False)
    type(ada).objects.update(approved_at=None)
    put(person=ada)
    send_due()
    assert mail_server.addresses == ["ada@example.org"]


def test_letter_to_an_address_needs_no_person(db, mail_server, composer):
    composer()
    put(address="new@example.org")
    send_due()
    assert mail_server.addresses == ["new@example.org"]


def test_letter_to_nobody_is_dropped(db, mail_server, composer):
    composer()
    put()
    send_due()
    assert only().state == State.DROPPED


# --- What the server says -------------------------------------------------------------


def test_refused_recipient_is_given_up_at_once_and_the_others_get_theirs(
    ada, person, tell, mail_server
):
    mail_server.answers["ada@example.org"] = ["550 No such person"]
    tell(ada, person("Bea"))
    done = send_due()
    assert (done.sent, done.dead) == (1, 1)
    assert mail_server.addresses == ["bea@example.org"]
    dead = Letter.objects.get(state=State.DEAD)
    assert dead.person == ada
    assert "550 No such person" in dead.error


def test_refused_for_now_waits_longer_each_time_and_arrives_once(
    ada, tell, mail_server
):
    mail_server.answers["ada@example.org"] = ["451 Later", "450 Still later"]
    tell(ada)
    for wait in BACK_OFF[:2]:
        before = timezone.now()
        assert send_due().postponed == 1
        assert wait <= only().due_at - before < wait + timedelta(seconds=30)
        assert send_due().sent == 0
        make_due()
    assert send_due().sent == 1
    assert len(mail_server.mails) == 1
    assert only().error == ""


def test_refused_for_now_again_and_again_is_given_up(ada, tell, mail_server):
    mail_server.answers["ada@example.org"] = ["451 Later"] * 20
    tell(ada)
    tries = 0
    while only().state == State.WAITING:
        send_due()
        make_due()
        tries += 1
    assert tries == len(BACK_OFF) + 1
    assert only().state == State.DEAD
    assert not mail_server.mails


@pytest.mark.parametrize(
    ("answer", "state"), [("554 Spam", State.DEAD), ("452 Full", State.WAITING)]
)
def test_no_after_the_end_of_the_mail_is_a_clear_answer(
    ada, tell, mail_server, answer, state
):
    mail_server.answers_to_data = [answer]
    tell(ada)
    send_due()
    assert only().state == state
    make_due()
    send_due()
    assert len(mail_server.mails) == (state == State.WAITING)


def test_silence_after_the_end_of_the_mail_is_never_sent_again(
    ada, person, tell, mail_server
):
    mail_server.answers_to_data = ["silence"]
    tell(ada)
    tell(person("Bea"))
    done = send_due()
    assert (done.uncertain, done.sent) == (1, 1)
    make_due()
    send_due()
    assert mail_server.addresses == ["ada@example.org", "bea@example.org"]
    assert Letter.objects.get(person=ada).state == State.UNCERTAIN


def test_server_that_is_away_costs_no_letter_a_try(ada, tell, settings, mail_server):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    tell(ada)
    assert send_due().is_away
    assert only().attempts == 0
    settings.EMAIL_PORT = port
    assert send_due().sent == 1
    assert len(mail_server.mails) == 1


# --- Composers ------------------------------------------------------------------------


def test_letter_that_cannot_be_composed_waits_and_holds_up_no_other(
    ada, tell, mail_server, composer, caplog
):
    def broken(letter):
        raise ZeroDivisionError

    composer(broken)
    put(person=ada)
    tell(ada)
    assert send_due().sent == 1
    letter = Letter.objects.get(key="a")
    assert letter.state == State.WAITING
    assert letter.error == "Not composed: ZeroDivisionError"


def test_letter_of_an_unknown_composer_waits(ada, mail_server, caplog):
    put(person=ada)
    assert send_due().postponed == 1


def test_letter_that_is_not_to_go_now_waits_and_counts_no_try(
    ada, mail_server, composer
):
    until = timezone.now() + timedelta(days=1)

    def later(letter):
        raise NotNow(until)

    composer(later)
    put(person=ada)
    send_due()
    assert (only().state, only().attempts, only().due_at) == (State.WAITING, 0, until)


@pytest.mark.parametrize("answer", ["250 OK", "550 No", "none"])
def test_secrets_go_when_a_letter_needs_no_more_sending(
    ada, mail_server, composer, answer
):
    composer(
        (lambda letter: None) if answer == "none" else None,
        keeps_secrets=True,
    )
    mail_server.answers["ada@example.org"] = [answer] if answer[0] == "5" else []
    put(person=ada, about={"code": "123456"})
    send_due()
    assert only().state in (State.SENT, State.DEAD, State.DROPPED)
    assert only().about == {}


def test_secrets_stay_while_a_letter_waits(ada, mail_server, composer):
    composer(keeps_secrets=True)
    mail_server.answers["ada@example.org"] = ["451 Later"]
    put(person=ada, about={"code": "123456"})
    send_due()
    assert only().about == {"code": "123456"}


def test_headers_of_a_mail_can_name_the_one_before(ada, mail_server, composer):
    composer(
        lambda letter: render_mail(
            "notify/email/notification",
            {"told": Notification(title="T", url="/")},
            letter.person,
            headers={"In-Reply-To": message_id("before")},
        )
    )
    put(person=ada)
    send_due()
    (mail,) = mail_server.mails
    assert mail["In-Reply-To"] == message_id("before")
    assert mail["List-Unsubscribe"] is None


# --- Other ways to send, and the command ----------------------------------------------


def test_mail_kept_in_memory_goes_the_same_way(ada, tell, delivered):
    tell(ada)
    assert [mail.to for mail in delivered()] == [["ada@example.org"]]
    assert len(delivered()) == 1


def test_command_sends_and_says_so(ada, tell, mail_server, capsys):
    from django.core.management import call_command

    tell(ada)
    call_command("send_mail")
    assert capsys.readouterr().out.startswith("Sent: 1.")


def test_command_says_when_the_server_is_away(ada, tell, mail_server, settings):
    from django.core.management import CommandError, call_command

    settings.EMAIL_PORT = free_port()
    tell(ada)
    with pytest.raises(CommandError, match="away"):
        call_command("send_mail")


def test_fillers_put_letters_in_before_a_run_sends(
    ada, mail_server, composer, monkeypatch
):
    composer()
    monkeypatch.setattr(outbox, "_fillers", [])
    outbox.register_filler(lambda: put(person=ada))
    send_due()
    send_due()
    assert len(mail_server.mails) == 1


# --- Keeping --------------------------------------------------------------------------


def test_old_letters_are_forgotten_and_those_that_wait_are_kept(
    ada, composer, settings, mail_server
):
    from hub.notify.retention import forget_old

    long_ago = timezone.now() - timedelta(days=settings.KEEP_LETTERS_DAYS + 1)
    for state in State:
        put(key=f"{state}.old", person=ada, due_at=long_ago)
        put(key=f"{state}.new", person=ada)
        Letter.objects.filter(key__startswith=state).update(state=state)
    forget_old()
    old = Letter.objects.filter(key__endswith=".old")
    assert {one.state for one in old} == {State.WAITING, State.HANDING}
    assert Letter.objects.filter(key__endswith=".new").count() == len(State)


def test_old_notifications_are_forgotten(ada, tell, settings):
    from hub.notify.retention import forget_old

    tell(ada, about="old")
    long_ago = timezone.now() - timedelta(days=settings.KEEP_NOTIFICATIONS_DAYS + 1)
    Notification.objects.update(made_at=long_ago)
    tell(ada, about="new")
    forget_old()
    assert [one.about for one in Notification.objects.all()] == ["new"]
