"""Forget words that no entry of the search holds any more; for a timer."""

from django.core.management.base import BaseCommand

from hub.search.carrying import forget_unused_words


class Command(BaseCommand):
    """Safe to repeat and to stop."""

    help = "Forget words that “Did you mean” knows and that no entry holds any more."

    def handle(self, **options: object) -> None:
        """Read all entries and forget the rest."""
        forget_unused_words()
