"""Carry what members have read over into the database."""

from django.core.management.base import BaseCommand, CommandError

from forum.forum_tracking.carrying import carry_over


class Command(BaseCommand):
    """For a timer on each machine; safe to repeat, and to run twice at once."""

    help = "Carry what members have read in the forum over into the database."

    def handle(self, **options: object) -> None:
        """Carry it over; raises CommandError when some has to wait on."""
        left = carry_over()
        if left:
            raise CommandError(f"{left} marks wait for the database.")
