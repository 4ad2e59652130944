"""One timer runs every job of the day, one those of the minute, whatever becomes of one."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone

from hub.home.management.commands import run_daily, run_each_minute


def test_every_daily_job_is_a_command_and_is_run(db, indexed):
    out = StringIO()

    call_command("run_daily", stdout=out)

    assert set(run_daily.daily()) <= set(get_commands())
    assert [f"{name}: done." in out.getvalue() for name in run_daily.daily()] == [
        True
    ] * len(run_daily.daily())


def test_session_that_has_run_out_is_deleted_each_day_and_no_other(db, indexed):
    for key, days in (("over", -1), ("open", 1)):
        end = timezone.now() + dt.timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=end)

    call_command("run_daily", stdout=StringIO())

    assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_job_that_fails_keeps_back_no_other_and_is_named(db, monkeypatch):
    ran = []

    def call(name, **options):
        ran.append(name)
        if name == "erase_accounts":
            raise RuntimeError("disk full")

    monkeypatch.setattr(run_daily, "call_command", call)

    with pytest.raises(CommandError, match="erase_accounts"):
        call_command("run_daily", stdout=StringIO())
    assert ran == list(run_daily.daily())


def test_every_job_of_the_minute_is_a_command_and_is_run_mail_last(db):
    out = StringIO()

    call_command("run_each_minute", stdout=out)

    names = run_each_minute.each_minute()
    assert names == ("carry_over_read_marks", "send_mail")
    assert [f"{name}: done." in out.getvalue() for name in names] == [True, True]


def test_mail_is_sent_where_another_job_of_the_minute_fails(db, monkeypatch):
    ran = []

    def call(name, **options):
        ran.append(name)
        if name != "send_mail":
            raise RuntimeError("disk full")

    monkeypatch.setattr(run_daily, "call_command", call)

    with pytest.raises(CommandError, match="carry_over_read_marks"):
        call_command("run_each_minute", stdout=StringIO())
    assert ran[-1] == "send_mail"
