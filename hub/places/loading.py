"""Fill the tables of districts and settlements from the packages that carry them."""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.db import transaction

from hub.places import packages
from hub.places.grid import point_of_grid
from hub.places.models import Outcode, PlaceName, Postcode, Settlement
from hub.places.names import key_of
from hub.places.points import Point
from hub.places.postcode_files import BadPostcodeFile, Row
from hub.places.postcodes import PostcodeParts

#: Shows how far a long loop has come: takes the things and gives them back.
Bar = Callable[[Iterable[Any]], Iterable[Any]]

_NATIONS = {
    "ENG": "england",
    "SCT": "scotland",
    "WLS": "wales",
    "NIR": "northern_ireland",
}
_BATCH = 2000


def has_places() -> bool:
    """Tell whether the districts of Great Britain and the towns are loaded."""
    return has_districts() and Settlement.objects.exists()


def has_districts() -> bool:
    """Tell whether the districts of Great Britain are loaded."""
    return Outcode.objects.filter(precision=Outcode.Precision.DISTRICT).exists()


@transaction.atomic
def load_outcodes(bar: Bar = iter) -> int:
    """Load the middle of each district of Great Britain; return how many there are.

    The middle is the mean of the postcodes in it, on the national grid.
    """
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in bar(packages.postcode_files()):
        for code, easting, northing in grid_rows(path):
            total = sums[code[:-3]]
            total[0] += easting
            total[1] += northing
            total[2] += 1
    rows = [_outcode(code, *total) for code, total in sums.items()]
    replace_districts(rows)
    return len(rows)


def grid_rows(path: Path) -> Iterator[tuple[str, int, int]]:
    """Yield postcode (without space), easting and northing from a Code-Point Open file.

    Those without a place on the ground are left out.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for postcode, _quality, easting, northing in csv.reader(file):
            if easting != "0":
                yield postcode.replace(" ", ""), int(easting), int(northing)


def replace_districts(rows: list[Outcode]) -> None:
    """Keep these districts in place of those of the same areas that were there."""
    areas = {_area(row.code) for row in rows}
    kept = Outcode.objects.filter(precision=Outcode.Precision.DISTRICT)
    gone = [
        code for code in kept.values_list("code", flat=True) if _area(code) in areas
    ]
    for start in range(0, len(gone), 500):
        Outcode.objects.filter(code__in=gone[start : start + 500]).delete()
    Outcode.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["latitude", "longitude", "precision"],
    )


def _area(code: str) -> str:
    parts = PostcodeParts.of(code)
    return parts.area if parts else code


def _outcode(code: str, easting: int, northing: int, number: int) -> Outcode:
    return _district(code, point_of_grid(easting / number, northing / number))


def _district(code: str, point: Point) -> Outcode:
    return Outcode(
        code=code,
        latitude=round(point.latitude, 5),
        longitude=round(point.longitude, 5),
        precision=Outcode.Precision.DISTRICT,
    )


@transaction.atomic
def load_postcodes(rows: Iterable[Row], *, includes_ni: bool = False) -> int:
    """Keep these postcodes and no others, and their districts; return how many there are.

    Those of Northern Ireland are left out unless asked for: their licence is another one.
    """
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])

    def kept() -> Iterator[Postcode]:
        for parts, point in rows:
            if parts.area == "BT" and not includes_ni:
                continue
            total = sums[parts.outcode]
            total[0] += point.latitude
            total[1] += point.longitude
            total[2] += 1
            north, east = round(point.latitude, 5), round(point.longitude, 5)
            yield Postcode(code=parts.code, latitude=north, longitude=east)

    Postcode.objects.all().delete()
    source = kept()
    while batch := list(islice(source, 5000)):
        Postcode.objects.bulk_create(batch, ignore_conflicts=True)
    if not sums:
        raise BadPostcodeFile(
            "There is no postcode in it that is in use and has a place."
        )
    replace_districts(
        [
            _district(code, Point(north / number, east / number))
            for code, (north, east, number) in sums.items()
        ]
    )
    return Postcode.objects.count()


@transaction.atomic
def load_settlements(bar: Bar = iter) -> int:
    """Load cities, towns and villages with all their names; return how many there are."""
    with packages.settlement_file().open(encoding="utf-8") as file:
        rows = [
            row
            for row in json.load(file).values()
            if row["countrycode"] == "GB" and row["admin1code"] in _NATIONS
        ]
    # The same place twice, by name and district, is once: the larger.
    rows.sort(key=lambda row: (-row["population"], row["geonameid"]))
    nearest = _Nearest()
    places: dict[tuple[str, str], tuple[Settlement, dict]] = {}
    for row in bar(rows):
        settlement = _settlement(row, nearest)
        places.setdefault((settlement.name, settlement.district), (settlement, row))
    Settlement.objects.all().delete()
    Settlement.objects.bulk_create([place for place, _ in places.values()], _BATCH)
    PlaceName.objects.bulk_create(
        [
            PlaceName(key=key, settlement=place)
            for place, row in places.values()
            for key in sorted(_keys(row))
        ],
        _BATCH,
    )
    return len(places)


def _settlement(row: dict, nearest: "_Nearest") -> Settlement:
    district, town = nearest.to(row["latitude"], row["longitude"])
    return Settlement(
        name=row["name"],
        nation=_NATIONS[row["admin1code"]],
        population=row["population"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        district=district,
        near="" if key_of(town) == key_of(row["name"]) else town,
    )


def _keys(row: dict) -> set[str]:
    names = [name for name in row["alternatenames"] if _is_a_name(name)]
    return {key_of(name) for name in [row["name"], *names]} - {""}


def _is_a_name(name: str) -> bool:
    """Tell names in our letters from codes of airports and from other scripts."""
    ours = all(ord(mark) < 0x250 or not mark.isalpha() for mark in name)
    return ours and len(name) > 2 and name[0].isupper() and not name.isupper()


class _Nearest:
    """Which district is nearest to a point; flat enough within one country."""

    def __init__(self) -> None:
        rows = list(Outcode.objects.all())
        fine = [row for row in rows if row.precision != Outcode.Precision.AREA]
        towns = {row.code: row.town for row in rows}
        # Without the districts of Great Britain, the areas have to do.
        loaded = any(row.precision == Outcode.Precision.DISTRICT for row in fine)
        self._rows = fine if loaded else rows
        self._towns = towns
        self._north = np.array([row.latitude for row in self._rows])
        self._east = np.array([row.longitude for row in self._rows])

    def to(self, latitude: float, longitude: float) -> tuple[str, str]:
        """Return the code of the nearest district and the town it is known by."""
        along = (self._east - longitude) * np.cos(np.radians(latitude))
        row = self._rows[int(np.argmin((self._north - latitude) ** 2 + along**2))]
        return row.code, row.town or self._towns.get(
            PostcodeParts.of(row.code).area, ""
        )
