"""Read the councils and trusts that the migration seeds."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.text import slugify

_FILE = Path(__file__).parent / "data" / "councils.csv"


def councils() -> Iterator[dict[str, object]]:
    """Yield the fields of each council and trust, in the file's order.

    The file's columns are code (ONS, empty for trusts), name, region (England only),
    nation and adult_social_care (yes or no). It was typed from the public lists of
    councils' names and codes.
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "slug": slugify(row["name"]),
                "code": row["code"],
                "name": row["name"],
                "region": slugify(row["region"]).replace("-", "_"),
                "nation": slugify(row["nation"]).replace("-", "_"),
                "kind": "council" if row["code"] else "trust",
                "has_adult_social_care": row["adult_social_care"] == "yes",
            }
