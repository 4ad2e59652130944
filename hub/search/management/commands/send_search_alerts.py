"""Mail members what newly matches the searches they saved; for a timer."""

import smtplib

from django.core.management.base import BaseCommand, CommandError

from hub.search.alerts import send_alerts, unfinished
from hub.search.carrying import drain_or_leave
from hub.search.engine import EngineError
from hub.search.log import keep_retention


class Command(BaseCommand):
    """May be stopped at any moment, and started twice at once: nothing is told twice."""

    help = "Mail members what newly matches the searches they saved."

    def handle(self, **options: object) -> None:
        """Bring the index up to date, send, and report."""
        drain_or_leave()
        keep_retention()
        try:
            done = send_alerts()
        except (EngineError, smtplib.SMTPException, OSError) as error:
            raise CommandError(
                f"{type(error).__name__}: {error}. The next run goes on from here."
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"Mails sent: {done.sent}.")
        if left := unfinished():
            self.stderr.write(
                f"{left} of the last days were begun and not finished: the mail server "
                "or the run stopped in the middle. They are not sent again."
            )
        if done.refused or done.uncertain:
            raise CommandError(
                f"Refused by the mail server: {done.refused}, to be tried again. "
                f"Begun and not confirmed: {done.uncertain}, not to be sent again."
            )
