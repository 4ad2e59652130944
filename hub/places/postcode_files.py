"""Read full postcodes: from the package, or from a file that the operator has.

A file is Code-Point Open (Ordnance Survey: no headings, on the national grid), or the ONS
Postcode Directory or NSPL (headings, with latitude and longitude), as CSV or as the zip
in which it is published. Headings carry a year that changes, so they go by patterns.
"""

import csv
import gzip
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from hub.places import packages
from hub.places.grid import point_of_grid
from hub.places.points import Point
from hub.places.postcodes import PostcodeParts

Row = tuple[PostcodeParts, Point]
#: Told of each stretch of bytes that was read: (how many, of how many).
Progress = Callable[[int, int], Any]

_COLUMNS = {
    "postcode": re.compile(r"pcd[s278]?|postcode"),
    "latitude": re.compile(r"lat|latitude"),
    "longitude": re.compile(r"long|longitude|lng"),
    # The month in which the postcode ended; empty while it lives.
    "ended": re.compile(r"doterm|terminated|date_of_termination"),
}
_NEEDED = ("postcode", "latitude", "longitude")
# Where the ONS has no place for a postcode it writes a latitude near the pole.
_NORTH_OF_ALL = 62.0
_GRID_COLUMNS = 4


class BadPostcodeFile(Exception):
    """The file cannot be read as postcodes; the message names it, and says why."""


def rows_of_package(progress: Progress) -> Iterator[Row]:
    """Yield the postcodes of Great Britain; raises PackageMissing without the package."""
    files = packages.postcode_files()
    sizes = sum(path.stat().st_size for path in files)
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from _from_grid(csv.reader(file))
        progress(path.stat().st_size, sizes)


def rows_of_file(path: Path, progress: Progress) -> Iterator[Row]:
    """Yield the living postcodes in a file that have a place; raises BadPostcodeFile."""
    try:
        if zipfile.is_zipfile(path):
            yield from _of_zip(path, progress)
        else:
            with path.open("rb") as file:
                size = path.stat().st_size
                yield from _rows(path.name, _lines(file, size, progress))
    except OSError as error:
        why = error.strerror or "it is damaged"
        raise BadPostcodeFile(f"{path.name} cannot be read: {why}.") from error
    except (zipfile.BadZipFile, csv.Error, EOFError) as error:
        raise BadPostcodeFile(f"{path.name} cannot be read: {error}.") from error


def _of_zip(path: Path, progress: Progress) -> Iterator[Row]:
    with zipfile.ZipFile(path) as archive:
        members = _data_members(archive)
        if not members:
            raise BadPostcodeFile(f"{path.name} holds no CSV file of postcodes.")
        size = sum(member.file_size for member in members)
        for member in members:
            with closing(archive.open(member)) as file:
                yield from _rows(member.filename, _lines(file, size, progress))


def _data_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the CSV files under Data, without lookups and without what is there twice."""
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".csv")
        and "doc" not in member.filename.lower().rpartition("/")[0]
    ]
    # The ONS publishes the whole, and again each area by itself.
    whole = [member for member in tables if "multi_csv" not in member.filename.lower()]
    data = whole or tables
    in_data = [member for member in data if "data/" in member.filename.lower()]
    return in_data or data


def _lines(file: Iterable[bytes], size: int, progress: Progress) -> Iterator[str]:
    for number, line in enumerate(file):
        progress(len(line), size)
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", "replace")


def _rows(name: str, lines: Iterator[str]) -> Iterator[Row]:
    first = next(lines, "")
    cells = next(csv.reader([first]), [])
    if cells and PostcodeParts.of(cells[0]) and len(cells) >= _GRID_COLUMNS:
        yield from _from_grid(csv.reader(_with_first(first, lines)))
        return
    columns = _columns(name, cells)
    yield from _from_degrees(csv.reader(lines), columns)


def _with_first(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _columns(name: str, headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        for column, pattern in _COLUMNS.items():
            if pattern.fullmatch(heading.strip().lower()):
                found.setdefault(column, place)
    missing = [column for column in _NEEDED if column not in found]
    if missing:
        raise BadPostcodeFile(
            f"{name} has no column for {', '.join(missing)}:"
            " expected Code-Point Open, the ONS Postcode Directory or NSPL."
        )
    return found


def _from_grid(rows: Iterable[list[str]]) -> Iterator[Row]:
    for row in rows:
        parts = PostcodeParts.of(row[0]) if len(row) >= _GRID_COLUMNS else None
        if parts is None or not parts.incode:
            continue
        if row[2].isdecimal() and row[3].isdecimal() and row[2] != "0":
            yield parts, point_of_grid(int(row[2]), int(row[3]))


def _from_degrees(rows: Iterable[list[str]], columns: dict[str, int]) -> Iterator[Row]:
    last, ended = max(columns.values()), columns.get("ended")
    for row in rows:
        if len(row) <= last or (ended is not None and row[ended].strip()):
            continue
        parts = PostcodeParts.of(row[columns["postcode"]])
        point = _degrees(row[columns["latitude"]], row[columns["longitude"]])
        if parts and parts.incode and point:
            yield parts, point


def _degrees(latitude: str, longitude: str) -> Point | None:
    try:
        point = Point(float(latitude), float(longitude))
    except ValueError:
        return None
    in_reach = 49 < point.latitude < _NORTH_OF_ALL and -9 < point.longitude < 3
    return point if in_reach else None
