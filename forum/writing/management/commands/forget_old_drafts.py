"""Forget drafts of the forum that nobody has touched for long."""

from django.core.management.base import BaseCommand

from forum.writing.actions import forget_old_drafts


class Command(BaseCommand):
    """For a daily timer; safe to stop and to repeat."""

    help = "Forget drafts of the forum that nobody has touched for long."

    def handle(self, **options: object) -> None:
        """Forget them."""
        self.stdout.write(f"{forget_old_drafts()} drafts forgotten.")
