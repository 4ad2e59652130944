"""Load postcode districts and settlements from the packages that carry them."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable

from django.core.management.base import BaseCommand
from tqdm import tqdm

from hub.places.loading import has_districts, load_outcodes, load_settlements
from hub.places.models import Settlement
from hub.places.packages import PackageMissing


class Command(BaseCommand):
    """Safe to repeat; a table is replaced wholly or not at all."""

    help = "Load the postcode districts of Great Britain and the towns of the UK."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option that leaves alone what is loaded."""
        parser.add_argument(
            "--if-needed", action="store_true", help="Only fill tables that are empty."
        )

    def handle(self, **options: object) -> None:
        """Load both; say what could not be, which is no failure."""
        shows_bar = bool(options["verbosity"]) and sys.stderr.isatty()

        def bar(things: Iterable) -> Iterable:
            return tqdm(things, disable=not shows_bar)

        if not (options["if_needed"] and has_districts()):
            self._load("Postcode districts", load_outcodes, bar, options["verbosity"])
        if not (options["if_needed"] and Settlement.objects.exists()):
            self._load(
                "Towns and villages", load_settlements, bar, options["verbosity"]
            )

    def _load(self, what: str, load: Callable, bar: Callable, verbosity: int) -> None:
        try:
            number = load(bar)
        except PackageMissing as missing:
            self.stderr.write(f"{what}: not loaded. {missing}")
        else:
            if verbosity:
                self.stdout.write(f"{what}: {number} loaded.")
