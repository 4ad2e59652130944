"""Erase the accounts of those who left, when their days of grace are over."""

from django.core.management.base import BaseCommand, CommandError

from hub.members.kept.leaving import erase_due_accounts


class Command(BaseCommand):
    """For a daily timer; safe to stop and to repeat."""

    help = "Erase the accounts of those who left, when their days of grace are over."

    def handle(self, **options: object) -> None:
        """Erase them; fail when one could not be erased."""
        erased, failed = erase_due_accounts()
        self.stdout.write(f"{erased} erased, {failed} failed.")
        if failed:
            raise CommandError("Some accounts were not erased; the log says why.")
