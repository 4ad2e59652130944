"""One timer runs every daily job, whatever becomes of one of them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command, get_commands

from hub.home.management.commands import run_daily


def test_every_daily_job_is_a_command_and_is_run(db, indexed):
    out = StringIO()

    call_command("run_daily", stdout=out)

    assert set(run_daily.daily()) <= set(get_commands())
    assert [f"{name}: done." in out.getvalue() for name in run_daily.daily()] == [
        True
    ] * len(run_daily.daily())


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
