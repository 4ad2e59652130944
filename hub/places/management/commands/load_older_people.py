"""Load how many people aged 65 and over live in each council's area."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hub.places import older_people
from hub.places.older_people import BadPopulationFile, load_older_people


class Command(BaseCommand):
    """Safe to repeat: the file replaces what was there, wholly or not at all."""

    help = older_people.__doc__

    def create_parser(self, *args: str, **options: object) -> ArgumentParser:
        """Keep the lines of the help as they are written."""
        return super().create_parser(
            *args, formatter_class=RawDescriptionHelpFormatter, **options
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, and what may be missing in it."""
        parser.add_argument("file", type=Path, help="CSV.")
        parser.add_argument("--year", type=int, help="The year the numbers are of.")
        parser.add_argument("--source", default="", help="Whose numbers they are.")

    def handle(self, **options: object) -> None:
        """Load it; a file that cannot be read is named, and changes nothing."""
        path = options["file"]
        try:
            loaded = load_older_people(
                path, year=options["year"], source=str(options["source"])
            )
        except BadPopulationFile as error:
            raise CommandError(f"{path.name}: {error}") from error
        self.stdout.write(
            f"People aged 65 and over: known for {loaded.councils} areas."
        )
        if loaded.others:
            self.stdout.write(f"Passed over, no councils here: {_few(loaded.others)}.")
        if loaded.missing:
            self.stdout.write(f"Not in the file: {_few(loaded.missing)}.")


def _few(names: list[str], at_most: int = 10) -> str:
    more = f" and {len(names) - at_most} more" if len(names) > at_most else ""
    return ", ".join(names[:at_most]) + more
