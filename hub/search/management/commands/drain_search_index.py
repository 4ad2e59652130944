"""Carry waiting changes to the search index; for a timer, or by hand."""

from django.core.management.base import BaseCommand, CommandError

from hub.media.texts import keep_missing_texts
from hub.search.carrying import bring_up_to_date
from hub.search.engine import EngineError


class Command(BaseCommand):
    """Does nothing when nothing waits."""

    help = "Carry changes that wait to the search index."

    def handle(self, **options: object) -> None:
        """Drain; a damaged index is built again."""
        keep_missing_texts()
        try:
            bring_up_to_date()
        except EngineError as error:
            raise CommandError(f"{type(error).__name__}: {error}") from error
