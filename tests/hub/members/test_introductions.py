"""Introductions: asked, answered, and no address before the yes."""

import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.members.meeting import actions as verbs
from hub.members.models import Block, Introduction
from hub.notify.models import Letter, Notification
from hub.notify.outbox import composer_of
from tests.factories.members import make_member

LIST = "/me/introductions/"


@pytest.fixture
def ada(home):
    return make_member("Ada Asker").user


@pytest.fixture
def ben(home):
    return make_member("Ben Asked").user


def ask(client, profile, message="Shall we talk of rotas?"):
    return client.post(f"/people/{profile.slug}/introduce/", {"message": message})


def made(ada, ben, **fields) -> Introduction:
    return Introduction.objects.create(asker=ada, asked=ben, message="Hello", **fields)


def act(client, pk, verb):
    return client.post(f"{LIST}{pk}/{verb}/")


def test_asking_tells_the_asked_and_shows_nobodys_address(ada, ben, client_for):
    asking, asked = client_for(ada), client_for(ben)
    assert ask(asking, ben.profile).url == LIST
    (told,) = Notification.objects.all()
    assert (told.person, told.kind) == (ben, "introductions")
    assert "Ada Asker" in told.title
    theirs, mine = asked.get(LIST).text, asking.get(LIST).text
    assert "Shall we talk of rotas?" in theirs
    assert ada.email not in theirs
    assert ben.email not in mine
    assert not Letter.objects.filter(composer="introduction").exists()


def test_accepting_shows_and_mails_each_the_other(ada, ben, client_for):
    one = made(ada, ben)
    act(client_for(ben), one.pk, "accept")
    assert ada.email in client_for(ben).get(LIST).text
    assert ben.email in client_for(ada).get(LIST).text
    letters = Letter.objects.filter(composer="introduction")
    assert {letter.person for letter in letters} == {ada, ben}
    assert act(client_for(ben), one.pk, "accept").status_code == 404
    assert letters.count() == 2


@pytest.mark.parametrize("verb", ["decline", "withdraw"])
def test_refusing_shows_and_mails_nobodys_address(ada, ben, client_for, verb):
    one = made(ada, ben)
    act(client_for(ben if verb == "decline" else ada), one.pk, verb)
    one.refresh_from_db()
    assert one.state in ("declined", "withdrawn")
    assert ada.email not in client_for(ben).get(LIST).text
    assert ben.email not in client_for(ada).get(LIST).text
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("asker", "accept"),
        ("asker", "decline"),
        ("asked", "withdraw"),
        ("stranger", "accept"),
        ("stranger", "decline"),
        ("stranger", "withdraw"),
        ("stranger", "block"),
        ("asked", "nonsense"),
    ],
)
def test_nobody_answers_for_another(ada, ben, member, client_for, who, verb):
    one = made(ada, ben)
    client = {"asker": client_for(ada), "asked": client_for(ben), "stranger": member}
    assert act(client[who], one.pk, verb).status_code == 404
    one.refresh_from_db()
    assert one.state == "waiting"
    assert not Block.objects.exists()


def test_looking_answers_nothing(ada, ben, client_for):
    one = made(ada, ben)
    assert client_for(ben).get(f"{LIST}{one.pk}/accept/").status_code == 405
    one.refresh_from_db()
    assert one.state == "waiting"


def test_answered_introduction_cannot_be_answered_again(ada, ben):
    one = made(ada, ben)
    verbs.decline(pk=one.pk, by=ben)
    for verb, by in ((verbs.accept, ben), (verbs.decline, ben), (verbs.withdraw, ada)):
        with pytest.raises(verbs.NotThere):
            verb(pk=one.pk, by=by)


def test_nobody_asks_the_hidden_the_unlisted_the_gone_or_themselves(
    ada, client_for, member
):
    askable = {
        "hidden": make_member("H", name_seen_by="hidden"),
        "unlisted": make_member("U", is_listed=False),
        "gone": make_member("G"),
        "oneself": ada.profile,
    }
    askable["gone"].user.is_active = False
    askable["gone"].user.save()
    for profile in askable.values():
        assert ask(client_for(ada), profile).status_code == 404
        with pytest.raises(verbs.NotToBeAsked):
            verbs.ask(asker=ada, asked=profile.user, message="Hello")
    assert not Introduction.objects.exists()


def test_asking_twice_is_refused_politely_and_keeps_the_words(ada, ben, client_for):
    client = client_for(ada)
    ask(client, ben.profile)
    again = ask(client, ben.profile, "Once more, with feeling")
    assert "You have asked Ben Asked already" in again.text
    assert "Once more, with feeling" in again.text
    assert Introduction.objects.count() == 1


def test_asking_one_who_asked_or_is_introduced_or_said_no_is_refused(ada, ben):
    one = made(ben, ada)
    with pytest.raises(verbs.NotNow, match="has asked you"):
        verbs.ask(asker=ada, asked=ben, message="Hello")
    verbs.accept(pk=one.pk, by=ada)
    with pytest.raises(verbs.NotNow, match="introduced already"):
        verbs.ask(asker=ada, asked=ben, message="Hello")
    one.delete()
    verbs.decline(pk=made(ada, ben).pk, by=ben)
    with pytest.raises(verbs.NotNow, match="said no"):
        verbs.ask(asker=ada, asked=ben, message="Hello")
    later = timezone.now() - verbs.QUIET_AFTER_NO
    Introduction.objects.update(answered_at=later, made_at=later)
    verbs.ask(asker=ada, asked=ben, message="Hello")


def test_sixth_within_a_day_is_refused_and_another_day_is_not(ada):
    for number in range(5):
        asked = make_member(f"P {number}").user
        one = verbs.ask(asker=ada, asked=asked, message="Hello")
        # Taking back makes no room.
        verbs.withdraw(pk=one.pk, by=ada)
    sixth = make_member("P 6").user
    with pytest.raises(verbs.NotNow, match="Ask again tomorrow"):
        verbs.ask(asker=ada, asked=sixth, message="Hello")
    Introduction.objects.update(made_at=timezone.now() - timezone.timedelta(hours=25))
    verbs.ask(asker=ada, asked=sixth, message="Hello")


def test_blocked_asker_sees_what_anybody_sees_and_is_heard_by_nobody(
    ada, ben, client_for
):
    cy = make_member("Cy").user
    verbs.block(blocker=ben, blocked=ada)
    blocked, free = client_for(ada), client_for(cy)
    answers = [ask(one, ben.profile) for one in (blocked, free)]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, LIST)}
    pages = [one.get(LIST).text for one in (blocked, free)]
    assert all("Waiting for an answer" in page for page in pages)
    again = [ask(one, ben.profile).text for one in (blocked, free)]
    assert all("The answer is theirs to give" in page for page in again)
    assert list(Notification.objects.values_list("person", flat=True)) == [ben.pk]
    theirs = client_for(ben).get(LIST)
    assert [one.asker for one in theirs.context["asked_of_me"]] == [cy]
    with pytest.raises(verbs.NotThere):
        verbs.accept(pk=Introduction.objects.get(asker=ada).pk, by=ben)


def test_blocking_and_unblocking_are_the_blockers_own(ada, ben, member, client_for):
    one = made(ada, ben)
    client = client_for(ben)
    client.post(f"{LIST}{one.pk}/block/")
    row = Block.objects.get()
    assert (row.blocker, row.blocked) == (ben, ada)
    end = f"{LIST}blocks/{row.pk}/end/"
    assert member.post(end).status_code == 404
    assert client_for(ada).post(end).status_code == 404
    assert client.post(end).url == LIST
    assert not Block.objects.exists()


def test_blocking_from_the_page_of_a_hidden_person_is_not_found(member):
    hidden = make_member("Ada", name_seen_by="hidden")
    assert member.post(f"/people/{hidden.slug}/block/").status_code == 404


def test_what_somebody_who_left_asked_is_not_there_any_more(ada, ben, client_for):
    one = made(ada, ben)
    ada.is_active = False
    ada.save()
    assert "Hello" not in client_for(ben).get(LIST).text
    with pytest.raises(verbs.NotThere):
        verbs.accept(pk=one.pk, by=ben)


def test_message_of_a_thousand_letters_fits_and_no_more_and_none_is_asked_for(
    ada, ben, client_for
):
    client = client_for(ada)
    assert "at most 1000" in ask(client, ben.profile, "x" * 1_001).text
    assert "required" in ask(client, ben.profile, " ").text
    assert ask(client, ben.profile, "\x00").status_code in (200, 400)
    assert not Introduction.objects.exists()
    assert ask(client, ben.profile, "x" * 1_000).status_code == 302


def queries(client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    return len(asked)


def test_page_of_thirty_asks_as_often_as_a_page_of_one(ada, client_for):
    def add(number):
        one = make_member(f"P {number}").user
        made(ada, one)
        made(make_member(f"Q {number}").user, ada)
        verbs.block(blocker=ada, blocked=make_member(f"R {number}").user)

    add(0)
    few = queries(client_for(ada))
    for number in range(1, 30):
        add(number)
    assert queries(client_for(ada)) == few


def at_once(work) -> list[bool]:
    """Do it in two threads with connections of their own; say which succeeded."""
    settings_dict = connections["default"].settings_dict
    done, start = [], threading.Barrier(2)

    def run():
        own = connections.create_connection("default")
        own.settings_dict = settings_dict
        connections["default"] = own
        start.wait()
        try:
            work()
            done.append(True)
        except (verbs.NotNow, verbs.NotThere):
            done.append(False)
        finally:
            own.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return sorted(done)


def test_two_windows_at_once_ask_once_and_answer_once(own_database):
    ada, ben = make_member("Ada").user, make_member("Ben").user

    assert at_once(lambda: verbs.ask(asker=ada, asked=ben, message="Hi")) == [
        False,
        True,
    ]
    (one,) = Introduction.objects.all()
    assert at_once(lambda: verbs.accept(pk=one.pk, by=ben)) == [False, True]
    assert Letter.objects.filter(composer="introduction").count() == 2


def test_mail_about_an_introduction_names_the_other_and_their_address(ada, ben):
    verbs.accept(pk=made(ada, ben).pk, by=ben)
    for letter in Letter.objects.filter(composer="introduction"):
        other = ben if letter.person == ada else ada
        mail = composer_of("introduction").compose(letter)
        assert other.display_name in mail.subject
        for words in (mail.text, mail.html):
            assert other.email in words
            assert "Hello" in words


def test_mail_is_not_made_when_one_of_the_two_is_gone(ada, ben):
    verbs.accept(pk=made(ada, ben).pk, by=ben)
    ben.is_active = False
    ben.save()
    for letter in Letter.objects.filter(composer="introduction"):
        assert composer_of("introduction").compose(letter) is None
