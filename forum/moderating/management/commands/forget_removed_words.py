"""Forget the words of messages that moderators removed long ago."""

from django.core.management.base import BaseCommand

from forum.moderating.log import forget_old_words


class Command(BaseCommand):
    """For a daily timer; safe to stop and to repeat."""

    help = "Forget the words of messages that moderators removed long ago."

    def handle(self, **options: object) -> None:
        """Forget them; who did what, when and why stays."""
        self.stdout.write(f"{forget_old_words()} forgotten.")
