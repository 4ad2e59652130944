"""Do everything that is to be done once a day: one timer instead of many."""

import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

logger = logging.getLogger(__name__)

#: In this order: nobody who is erased is still written to, and mail goes last.
DAILY = (
    "drain_search_index",
    "erase_accounts",
    "tell_reviews_due",
    "send_search_alerts",
    "send_digests",
    "send_mail",
)


class Command(BaseCommand):
    """Safe to repeat and to stop: so is each part."""

    help = "Run every daily job in turn; one that fails does not keep back the others."

    def handle(self, **options: Any) -> None:
        """Run them; raises CommandError at the end when some failed."""
        failed = [name for name in DAILY if not self._runs(name)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")

    def _runs(self, name: str) -> bool:
        try:
            call_command(name, stdout=self.stdout, stderr=self.stderr)
        except Exception:
            logger.exception("A daily job failed", extra={"event": f"daily.{name}"})
            return False
        self.stdout.write(f"{name}: done.")
        return True
