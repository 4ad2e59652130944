"""Drop the forum's files that belong to no message; for a daily timer."""

from django.core.management.base import BaseCommand

from forum.files.actions import sweep


class Command(BaseCommand):
    """Safe to stop and to repeat."""

    help = "Drop files of messages that were never posted, and files without a message."

    def handle(self, **options: object) -> None:
        """Drop them, and say how many."""
        waiting, left_over = sweep()
        if options["verbosity"]:
            self.stdout.write(
                f"Never posted: {waiting}. Without a message: {left_over}."
            )
