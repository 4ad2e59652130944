"""Do everything that is to be done once a day: one timer instead of many."""

import logging
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

logger = logging.getLogger(__name__)

#: In this order: nobody who is erased is still written to, and mail goes last.
DAILY = (
    "drain_search_index",
    "forget_unused_words",
    "add_topic_views",
    "erase_accounts",
    "forget_old_drafts",
    "forget_removed_words",
    "clearsessions",
    "sweep_packs",
    "tell_reviews_due",
    "send_search_alerts",
    "send_digests",
    "send_mail",
)


def daily() -> tuple[str, ...]:
    """Return every daily job: first those that apps bring (`AppConfig.daily_jobs`)."""
    brought = [getattr(one, "daily_jobs", ()) for one in apps.get_app_configs()]
    return (*(name for names in brought for name in names), *DAILY)


class Command(BaseCommand):
    """Safe to repeat and to stop: so is each part."""

    help = "Run every daily job in turn; one that fails does not keep back the others."

    how_often = "daily"

    def jobs(self) -> tuple[str, ...]:
        """Return the names of the commands, in order."""
        return daily()

    def handle(self, **options: Any) -> None:
        """Run them; raises CommandError at the end when some failed."""
        failed = [name for name in self.jobs() if not self._runs(name)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")

    def _runs(self, name: str) -> bool:
        try:
            call_command(name, stdout=self.stdout, stderr=self.stderr)
        except Exception:
            event = f"{self.how_often}.{name}"
            logger.exception("A job of a timer failed", extra={"event": event})
            return False
        self.stdout.write(f"{name}: done.")
        return True
