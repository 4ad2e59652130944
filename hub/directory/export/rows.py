"""What is found, read a part at a time, and written down in lines."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from hub.core.csv_cells import tame
from hub.directory.export.columns import COLUMNS, RELATED, Cell
from hub.directory.models import Organisation

# As many are read and held at a time; each part takes the same number of queries.
PART = 200
SEVERAL = ";"
# By this mark Excel knows that a file is UTF-8.
_MARK = "\ufeff"
# Where a program takes ";" for the border of cells, what follows it begins one.
_FORMULA_AFTER = re.compile(r";(?=\s*[=+\-@＝＋－＠])")


def organisations(keys: Sequence[int]) -> Iterator[Organisation]:
    """Yield these organisations in this order, a part at a time.

    Read by key rather than through one long cursor: whoever takes a file slowly holds
    nothing open, and an entry that is hidden meanwhile is not in it.
    """
    for start in range(0, len(keys), PART):
        part = keys[start : start + PART]
        listed = Organisation.objects.listed().prefetch_related(*RELATED)
        rows = listed.in_bulk(part)
        yield from (rows[key] for key in part if key in rows)


def csv_lines(them: Iterable[Organisation]) -> Iterator[str]:
    """Yield the lines of a file of rows; the first names the columns."""
    writer = csv.writer(_Echo())
    yield _MARK + writer.writerow([column.name for column in COLUMNS])
    for organisation in them:
        yield writer.writerow([_cell(column.read(organisation)) for column in COLUMNS])


def geojson_parts(them: Iterable[Organisation]) -> Iterator[str]:
    """Yield the parts of a FeatureCollection (RFC 7946)."""
    yield '{"type":"FeatureCollection","features":['
    for number, organisation in enumerate(them):
        yield (",\n" if number else "\n") + json.dumps(_feature(organisation))
    yield "\n]}\n"


def geometry_of(organisation: Organisation) -> dict[str, object] | None:
    """Return its point, east before north as the standard has it; None without one."""
    if organisation.latitude is None or organisation.longitude is None:
        return None
    east, north = round(organisation.longitude, 6), round(organisation.latitude, 6)
    return {"type": "Point", "coordinates": [east, north]}


def _feature(organisation: Organisation) -> dict[str, object]:
    values = {column.name: column.read(organisation) for column in COLUMNS}
    for degrees in ("latitude", "longitude"):
        # They are the geometry.
        del values[degrees]
    return {
        "type": "Feature",
        "id": values.pop("id"),
        "geometry": geometry_of(organisation),
        "properties": {name: _value(value) for name, value in values.items()},
    }


def _value(value: Cell) -> Cell:
    return None if value == "" else value


def _cell(value: Cell) -> object:
    """Return a value as one cell, on one line, that no spreadsheet runs."""
    if isinstance(value, list):
        kept = (_line(one).replace(SEVERAL, ",") for one in value if one)
        return SEVERAL.join(str(tame(one)) for one in kept)
    if isinstance(value, str):
        return tame(_FORMULA_AFTER.sub(",", _line(value)))
    return value


def _line(words: str) -> str:
    return " ".join(words.split())


class _Echo:
    """A file that gives back what is written, for the writer to return."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line
