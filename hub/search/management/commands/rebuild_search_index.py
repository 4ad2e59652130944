"""Build the search index again, from everything the sources say."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from hub.media.texts import keep_missing_texts
from hub.search.carrying import bring_up_to_date, rebuild_index
from hub.search.collecting import collect_entries
from hub.search.engine import EngineBusy


class Command(BaseCommand):
    """Safe while the site serves and writes."""

    help = "Bring the search entries up to date and build the index again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option that keeps an index which is sound."""
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only carry over what changed; build when there is no sound index.",
        )

    def handle(self, **options: object) -> None:
        """Collect, then build or catch up; report how many entries there are."""
        shows_bar = bool(options["verbosity"]) and sys.stderr.isatty()

        def bar(things: object) -> object:
            return tqdm(things, disable=not shows_bar, unit=" entries")

        keep_missing_texts()
        entries = collect_entries(bar)
        try:
            if options["if_needed"]:
                bring_up_to_date()
            else:
                rebuild_index(bar)
        except EngineBusy as error:
            raise CommandError(
                "Another process is writing the index. Try again when it is done."
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"Search index: {entries} entries.")
