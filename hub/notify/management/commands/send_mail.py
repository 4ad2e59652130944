"""Send the letters that are due: once, for a timer, or again and again, as a worker."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from hub.notify.retention import forget_old_daily
from hub.notify.sending import Done, send_due

_PAUSE_SECONDS, _PAUSE_WHEN_AWAY_SECONDS = 2, 30


class Command(BaseCommand):
    """May be stopped at any moment, and run several times at once."""

    help = "Send the letters that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to go on as a worker."""
        parser.add_argument(
            "--watch", action="store_true", help="Go on until SIGTERM or SIGINT."
        )

    def handle(self, **options: Any) -> None:
        """Send and report; a worker ends after the letter it has in hand."""
        ending = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ending.set())
        if options["watch"]:
            self._watch(ending)
            return
        forget_old_daily()
        done = send_due(should_stop=ending.is_set)
        if options["verbosity"]:
            self.stdout.write(_in_words(done))
        if done.is_away:
            raise CommandError("The mail server is away. The letters wait.")

    def _watch(self, ending: Event) -> None:
        while not ending.is_set():
            pause = _PAUSE_SECONDS
            try:
                close_old_connections()
                forget_old_daily()
                if send_due(should_stop=ending.is_set).is_away:
                    pause = _PAUSE_WHEN_AWAY_SECONDS
            except DatabaseError as error:
                # A database that is restarted is back soon; so is the worker.
                self.stderr.write(f"{type(error).__name__}: {error}")
                pause = _PAUSE_WHEN_AWAY_SECONDS
            ending.wait(pause)


def _in_words(done: Done) -> str:
    return (
        f"Sent: {done.sent}. Not wanted any more: {done.dropped}. Later: "
        f"{done.postponed}. Given up: {done.dead}. Perhaps sent: {done.uncertain}."
    )
