"""Make the site ready to serve: migrate, load places and content, build the index."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from hub.accounts.roles import give_pages
from hub.places.loading import has_places
from hub.places.outline import outline_file


class Command(BaseCommand):
    """Safe to repeat; the second time there is little to do."""

    help = (
        "Migrate, load places and starter content, bring the search index up to date."
    )

    def handle(self, **options: object) -> None:
        """Do all of it, in order; the index also before there is anything in it."""
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Database: up to date.")
        self._load_places()
        # An index to write the content to; without one, each page saved would report it lost.
        call_command("rebuild_search_index", if_needed=True, verbosity=0)
        call_command("load_sample_content", verbosity=0)
        # Pages that groups may keep are there by now.
        give_pages()
        self.stdout.write("Starter content: loaded.")
        call_command("rebuild_search_index", if_needed=True, verbosity=0)
        self.stdout.write("Search index: up to date.")

    def _load_places(self) -> None:
        """Load what the packages carry, once; the site runs without them."""
        already = has_places()
        call_command("load_places", if_needed=True, verbosity=0, stderr=self.stderr)
        if not outline_file().exists():
            call_command("build_outline", verbosity=0, stderr=self.stderr)
        if has_places() and not already:
            # Entries from before were located by less.
            call_command("locate_organisations", verbosity=0)
        exactly = "by district and town" if has_places() else "by postcode area"
        self.stdout.write(f"Places: known {exactly}.")
