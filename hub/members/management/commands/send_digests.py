"""Put the digests that are due in the outbox; for a daily timer."""

from django.core.management.base import BaseCommand

from hub.members.digest.making import make_digests


class Command(BaseCommand):
    """May be stopped at any moment, and started twice at once: nobody gets two."""

    help = "Put the digests that are due in the outbox, from which mail is sent."

    def handle(self, **options: object) -> None:
        """Make them, and say how many."""
        made = make_digests()
        if options["verbosity"]:
            self.stdout.write(f"Digests put in the outbox: {made}.")
