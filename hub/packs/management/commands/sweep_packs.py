"""Delete what visitors collected and left; for a timer."""

from django.core.management.base import BaseCommand

from hub.packs.actions import sweep


class Command(BaseCommand):
    """Safe to repeat and to stop."""

    help = "Delete visitors' packs that no session leads to any more."

    def handle(self, **options: object) -> None:
        """Delete them and say how many there were."""
        number = sweep()
        if options["verbosity"]:
            self.stdout.write(f"Packs deleted: {number}.")
