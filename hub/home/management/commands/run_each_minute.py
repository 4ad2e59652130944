"""Do everything that is to be done each minute: one timer, like `run_daily`."""

from django.apps import apps

from hub.home.management.commands import run_daily


def each_minute() -> tuple[str, ...]:
    """Return what apps bring (`AppConfig.each_minute_jobs`), and the mail."""
    brought = [getattr(one, "each_minute_jobs", ()) for one in apps.get_app_configs()]
    return (*(name for names in brought for name in names), "send_mail")


class Command(run_daily.Command):
    """Safe to repeat and to stop: so is each part."""

    help = "Run what is due each minute; one that fails does not keep back the others."
    how_often = "each_minute"

    def jobs(self) -> tuple[str, ...]:
        """Return the names of the commands, in order."""
        return each_minute()
