"""Read the tables that the migrations seed; all were typed for this project."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.text import slugify

from hub.places.names import council_keys

_FOLDER = Path(__file__).parent / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def councils() -> Iterator[dict[str, object]]:
    """Yield the fields of each council and trust, in the file's order.

    The file's columns are code (ONS, empty for trusts), name, region (England only),
    nation and adult_social_care (yes or no). It was typed from the public lists of
    councils' names and codes.
    """
    for row in _rows("councils.csv"):
        yield {
            "slug": slugify(row["name"]),
            "code": row["code"],
            "name": row["name"],
            "region": slugify(row["region"]).replace("-", "_"),
            "nation": slugify(row["nation"]).replace("-", "_"),
            "kind": "council" if row["code"] else "trust",
            "has_adult_social_care": row["adult_social_care"] == "yes",
        }


def other_council_names() -> dict[str, list[str]]:
    """Return the other names of councils by the name they have: in Welsh, in short."""
    names: dict[str, list[str]] = {}
    for row in _rows("council_names.csv"):
        names.setdefault(row["council"], []).append(row["name"])
    return names


def keys_of_council(name: str, other_names: dict[str, list[str]]) -> set[str]:
    """Return every key under which the council of this name is found."""
    names = [name, *other_names.get(name, [])]
    return set().union(*(council_keys(each) for each in names))


def areas() -> Iterator[dict[str, object]]:
    """Yield the fields of an outcode row for each postcode area, at about its main town.

    Points were typed to a hundredth of a degree, half a mile.
    """
    for row in _rows("postcode_areas.csv"):
        yield _point_of(row, code=row["area"], precision="area")


def northern_irish_districts() -> Iterator[dict[str, object]]:
    """Yield likewise each BT district, at its post town.

    No open data says where they are; the town is 2 miles off as a rule, 11 at worst.
    """
    for row in _rows("bt_districts.csv"):
        yield _point_of(row, code=row["outward_code"], precision="town")


def _point_of(row: dict[str, str], *, code: str, precision: str) -> dict[str, object]:
    return {
        "code": code,
        "town": row["post_town"],
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "precision": precision,
    }
