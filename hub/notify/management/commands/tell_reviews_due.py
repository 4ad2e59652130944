"""Tell editors of pages whose review is due."""

from typing import Any

from django.core.management.base import BaseCommand

from hub.notify.reviews import tell_due


class Command(BaseCommand):
    """For a timer, once a day; who was told is not told again."""

    help = "Tell those who may publish a page that its review is due, each once."

    def handle(self, **options: Any) -> None:
        """Tell, and say how many are due."""
        self.stdout.write(f"Reviews due: {tell_due()}")
