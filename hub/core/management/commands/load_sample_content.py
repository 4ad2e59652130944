"""Load the starter content of every app; safe to repeat."""

from django.core.management.base import BaseCommand
from django.db import transaction

from hub.core.sample import loaders


class Command(BaseCommand):
    """Run each app's `sample_content.load()`, in the order they ask for."""

    help = "Load the starter content. Safe to repeat: nothing is doubled."

    def handle(self, **options: object) -> None:
        """Load app by app, each wholly or not at all."""
        for label, module in loaders():
            with transaction.atomic():
                module.load()
            if options["verbosity"]:
                self.stdout.write(f"Starter content of {label}: loaded.")
