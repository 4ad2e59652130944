"""Add to the topics how often they were read."""

from django.core.management.base import BaseCommand

from forum.adapter.view_counts import add_to_topics


class Command(BaseCommand):
    """For a timer; safe to repeat, and to run twice at once."""

    help = "Add to the topics of the forum how often they were read since the last run."

    def handle(self, **options: object) -> None:
        """Add them."""
        self.stdout.write(f"{add_to_topics()} views added.")
