"""Set the points of all organisations again, after places were loaded."""

import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from hub.directory.locating import POINT, locate
from hub.directory.models import Organisation


class Command(BaseCommand):
    """Safe to repeat; changes nothing but the points, and writes only those that moved."""

    help = "Set the point of each organisation from its postcode or its place."

    def handle(self, **options: object) -> None:
        """Locate each; say how many moved, and how many have no point."""
        shows_bar = bool(options["verbosity"]) and sys.stderr.isatty()
        moved = unknown = 0
        rows = Organisation.objects.order_by("pk").iterator(chunk_size=500)
        for organisation in tqdm(rows, disable=not shows_bar, unit=" organisations"):
            before = _point(organisation)
            locate(organisation)
            unknown += organisation.latitude is None
            if _point(organisation) != before:
                moved += 1
                # Not a change of the entry: no revision, and its date stays.
                Organisation.objects.filter(pk=organisation.pk).update(
                    **dict(zip(POINT, _point(organisation), strict=True))
                )
        if options["verbosity"]:
            self.stdout.write(f"{moved} points changed; {unknown} have no point.")


def _point(organisation: Organisation) -> tuple:
    return tuple(getattr(organisation, name) for name in POINT)
