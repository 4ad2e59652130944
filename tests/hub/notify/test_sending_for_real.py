"""Real processes that send to a real mail server: killed at any moment, several at once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from hub.accounts.models import User
from hub.notify import actions, outbox
from hub.notify.models import Letter
from hub.notify.outbox import put_many
from hub.notify.sending import LONGEST_TURN, send_due
from tests.hub.notify import own_composer
from tests.hub.notify.sinks import free_port, sink

ROOT = Path(__file__).parents[3]
State = Letter.State
LETTERS = 6


@pytest.fixture
def letters(own_database, mail_server, monkeypatch):
    """Letters to as many addresses, in a database that other processes can join."""
    monkeypatch.setattr(outbox, "_composers", dict(outbox._composers))
    own_composer.register()
    addresses = [f"person{number}@example.org" for number in range(LETTERS)]
    put_many(
        Letter(key=address, address=address, composer="test-real")
        for address in addresses
    )
    return addresses


@pytest.fixture
def start(own_database, settings, tmp_path):
    """Start a process: `start("after-the-note", 3)`, or a command of manage.py."""
    started = []

    def begin(where="", number=0, command=(), **environment):
        program = command or [
            "-m",
            "tests.hub.notify.sender",
            str(settings.EMAIL_PORT),
            where,
            str(number),
        ]
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", *program],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "hub.settings.base"
                if command
                else "hub.settings.test",
                "HUB_DATA_DIR": str(tmp_path),
                "DATABASE_URL": own_database,
                "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
                "HUB_SECRET_KEY": "a-key-for-tests-only-" * 3,
                "REDIS_URL": "",
            }
            | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def later() -> None:
    """Let the time pass after which a letter in hand is in nobody's hand."""
    long_ago = timezone.now() - LONGEST_TURN - timedelta(seconds=1)
    Letter.objects.exclude(begun_at=None).update(begun_at=long_ago)


def states() -> Counter:
    return Counter(Letter.objects.values_list("state", flat=True))


@pytest.mark.parametrize(
    "where", ["while-composing", "before-the-mail", "before-the-note"]
)
def test_killed_before_handing_over_each_gets_exactly_one(
    letters, mail_server, start, where
):
    assert start(where, 3).wait(60) == -signal.SIGKILL
    assert len(mail_server.mails) == 2
    # At once, what the killed run had in hand stays in its hand.
    send_due()
    assert len(mail_server.mails) == LETTERS - 1
    later()
    send_due()
    assert mail_server.addresses == letters
    assert states() == {State.SENT: LETTERS}


@pytest.mark.parametrize(
    ("where", "arrived"), [("after-the-note", 2), ("after-the-answer", 3)]
)
def test_killed_while_handing_over_nobody_gets_two_and_it_is_said(
    letters, mail_server, start, where, arrived
):
    assert start(where, 3).wait(60) == -signal.SIGKILL
    assert len(mail_server.mails) == arrived
    later()
    send_due()
    later()
    send_due()
    assert len(mail_server.mails) == arrived + LETTERS - 3
    assert set(Counter(mail_server.addresses).values()) == {1}
    assert states() == {State.SENT: LETTERS - 1, State.UNCERTAIN: 1}


def test_killed_after_it_was_noted_each_gets_exactly_one(letters, mail_server, start):
    assert start("after-it-was-noted", 3).wait(60) == -signal.SIGKILL
    later()
    send_due()
    assert mail_server.addresses == letters
    assert states() == {State.SENT: LETTERS}


def test_workers_side_by_side_send_each_letter_once(letters, mail_server, start):
    more = [f"further{number}@example.org" for number in range(60)]
    put_many(
        Letter(key=address, address=address, composer="test-real") for address in more
    )
    workers = [start("nowhere") for _ in range(3)]
    assert [one.wait(60) for one in workers] == [0, 0, 0]
    assert mail_server.addresses == sorted(letters + more)


def test_worker_sends_what_comes_and_ends_on_sigterm(own_database, mail_server, start):
    ada = User.objects.create_user("ada@example.org", display_name="Ada")
    worker = start(command=["manage.py", "send_mail", "--watch"])
    actions.tell(kind="account", people=[ada], about="x", title="New", url="/")
    wait_for(lambda: mail_server.mails)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert mail_server.addresses == ["ada@example.org"]


def wait_for(condition, seconds=60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


# --- The embedded default: a thread of the process itself -----------------------------


def saving(start, key="ada", *, wait=False, **environment):
    """A process that has put a letter in, in a transaction that is still open."""
    process = start(command=["-m", "tests.hub.notify.embedded", key], **environment)
    assert process.stdout.readline() == "put\n"
    process.stdin.write("wait\n" if wait else "\n")
    process.stdin.flush()
    return process


def test_letter_is_sent_soon_after_the_commit_and_not_before(
    own_database, mail_server, start
):
    process = saving(start, wait=True)
    assert not mail_server.mails
    assert float(process.stdout.readline()) < 1
    wait_for(lambda: states() == {State.SENT: 1})
    assert mail_server.addresses == ["ada@example.org"]


def test_server_that_is_down_breaks_nothing_and_gets_it_once_when_it_is_up(
    own_database, start
):
    port = free_port()
    process = saving(start, EMAIL_URL=f"smtp://127.0.0.1:{port}")
    assert float(process.stdout.readline()) < 1
    time.sleep(0.5)
    assert states() == {State.WAITING: 1}
    with sink(port) as (up, _):
        wait_for(lambda: states() == {State.SENT: 1})
        assert up.addresses == ["ada@example.org"]


def test_process_that_ends_at_once_leaves_no_letter_in_doubt(
    own_database, mail_server, start, monkeypatch
):
    monkeypatch.setattr(outbox, "_composers", dict(outbox._composers))
    own_composer.register()
    for number in range(3):
        process = saving(start, f"person{number}")
        process.stdin.close()
        assert process.wait(60) == 0
    assert State.UNCERTAIN not in states()
    later()
    send_due()
    assert mail_server.addresses == [f"person{n}@example.org" for n in range(3)]


def test_with_a_worker_the_site_itself_sends_nothing(own_database, mail_server, start):
    process = saving(start, HUB_SEND_MAIL="worker")
    process.stdout.readline()
    process.stdin.close()
    assert process.wait(60) == 0
    assert not mail_server.mails
    assert states() == {State.WAITING: 1}


def test_sending_in_a_transaction_is_refused_before_anything_is_sent(
    letters, mail_server
):
    with pytest.raises(RuntimeError), transaction.atomic():
        send_due()
    connection.close()
    assert not mail_server.mails
