"""Make the site ready to serve: migrate, load the starter content, build the index."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from hub.accounts.roles import give_pages


class Command(BaseCommand):
    """Safe to repeat; the second time there is little to do."""

    help = "Migrate, load the starter content and bring the search index up to date."

    def handle(self, **options: object) -> None:
        """Do the three, in order."""
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Database: up to date.")
        call_command("load_sample_content", verbosity=0)
        # Pages that groups may keep are there by now.
        give_pages()
        self.stdout.write("Starter content: loaded.")
        call_command("rebuild_search_index", if_needed=True, verbosity=0)
        self.stdout.write("Search index: up to date.")
