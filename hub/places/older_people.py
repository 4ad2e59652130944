"""Read how many people aged 65 and over live in each council's area, and keep it.

A file is CSV with a heading and one row for each area. Its columns go by their names:

- the code of the area (`gss_code`, `area code`, `lad23cd`, `ladcode21`, ...);
- either the number itself (`population_65_plus`, `65 and over`, `65+`, ...), or ages to
  be added up (`65`, `66`, ... `90+`, or `age_65_69`, ... `85 and over`), which must
  begin at 65, leave none out and end with an open one;
- `year` and `source`, or else the two are given with the command.

Other columns and areas that are no councils here are passed over.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from hub.places.models import Council, OlderPeople

FROM_AGE = 65
_CODE = re.compile(
    r"((gss|ons|area|council|geography|geog|authority|lad|utla|ctyua|la|ltla)_?)?"
    r"(\d\d)?_?(code|cd)_?(\d\d)?"
)
_TOTAL = re.compile(
    r"(population|people|persons|age|aged|all|_)*65_?(plus|_and_over|_and_older|_over)"
    r"(_population|_people|_persons)?"
)
_AGE = re.compile(
    r"(population_|people_|persons_|age_|aged_|ages_)*(?P<first>\d{1,3})"
    r"(_?(to_|_)(?P<last>\d{1,3})|(?P<open>_?plus|_and_over|_and_older))?"
)
_OPEN = 200  # older than anybody
_YEARS = range(1990, 2101)
_MOST_PEOPLE = 10_000_000
_LONGEST_SOURCE = 200


class BadPopulationFile(Exception):
    """The file cannot be read as people by council; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file held: councils that are known now, and areas that are none here."""

    councils: int
    others: Sequence[str]
    missing: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Columns:
    code: str
    people: Sequence[str]
    year: str | None
    source: str | None


@transaction.atomic
def load_older_people(path: Path, *, year: int | None, source: str) -> Loaded:
    """Replace what is kept by what the file says, wholly or not at all."""
    councils = {council.code: council for council in Council.objects.exclude(code="")}
    rows: dict[str, OlderPeople] = {}
    others: list[str] = []
    for line, code, people, row_year, row_source in _rows(path, year, source):
        if code not in councils:
            others.append(code)
        elif code in rows:
            raise BadPopulationFile(
                f"Line {line}: {code} is there a second time. Keep one row for each area,"
                " with everybody in it."
            )
        else:
            rows[code] = OlderPeople(
                council=councils[code], people=people, year=row_year, source=row_source
            )
    if not rows:
        raise BadPopulationFile(
            "No row bears the code of a council that is known here."
        )
    OlderPeople.objects.all().delete()
    OlderPeople.objects.bulk_create(rows.values())
    missing = [
        council.name
        for code, council in councils.items()
        if council.has_adult_social_care and code not in rows
    ]
    return Loaded(len(rows), others, sorted(missing))


def _rows(
    path: Path, year: int | None, source: str
) -> Iterator[tuple[int, str, int, int, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            columns = _columns(reader.fieldnames or (), year, source)
            for row in reader:
                line = reader.line_num
                code = row[columns.code].strip().upper()
                if code:
                    yield (
                        line,
                        code,
                        sum(_number(row, name, line) for name in columns.people),
                        _year_of(row, columns.year, line, year),
                        _source_of(row, columns.source, line, source),
                    )
    except OSError as error:
        raise BadPopulationFile(f"It cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadPopulationFile("It is not in UTF-8.") from error
    except csv.Error as error:
        raise BadPopulationFile(f"It is not CSV: {error}.") from error


def _columns(names: Iterable[str], year: int | None, source: str) -> _Columns:
    plain = {_plain(name): name for name in names if name}
    codes = [plain[name] for name in plain if _CODE.fullmatch(name)]
    if not codes:
        raise BadPopulationFile(
            "No column holds the codes of areas; call it gss_code, area code or lad23cd."
        )
    for needed, given in (("year", year), ("source", source)):
        if needed not in plain and not given:
            raise BadPopulationFile(
                f"There is no column {needed}; give it with the command: --{needed}."
            )
    return _Columns(codes[0], _people(plain), plain.get("year"), plain.get("source"))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower().replace("+", " plus ")).strip("_")


def _people(plain: Mapping[str, str]) -> list[str]:
    """Return the columns to be added up: one of all, or ages without a gap."""
    totals = [plain[name] for name in plain if _TOTAL.fullmatch(name)]
    if len(totals) == 1:
        return totals
    ages: dict[int, tuple[int, str]] = {}
    for name, written in plain.items():
        if (match := _AGE.fullmatch(name)) and int(match["first"]) >= FROM_AGE:
            first = int(match["first"])
            last = _OPEN if match["open"] else int(match["last"] or first)
            ages[first] = (last, written)
    following, found = FROM_AGE, []
    while following in ages:
        last, written = ages[following]
        found.append(written)
        following = last + 1
    if following <= _OPEN or len(found) != len(ages):
        raise BadPopulationFile(
            "No column holds the people aged 65 and over (population_65_plus, say), and"
            f" no columns of ages go from {FROM_AGE} to an open end such as 90+ without"
            f" one left out or twice (the first that is missing: {following})."
        )
    return found


def _number(row: Mapping[str, str], name: str, line: int) -> int:
    text = re.sub(r"[,\s]", "", row[name])
    if not re.fullmatch(r"[0-9]{1,8}(\.0+)?", text):
        raise BadPopulationFile(
            f"Line {line}: “{row[name][:40]}” under {name} is no number of people."
        )
    number = int(float(text))
    if number > _MOST_PEOPLE:
        raise BadPopulationFile(f"Line {line}: {number:,} people are too many.")
    return number


def _year_of(
    row: Mapping[str, str], name: str | None, line: int, given: int | None
) -> int:
    text = str(given) if given else row[name].strip()
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) not in _YEARS:
        raise BadPopulationFile(f"Line {line}: “{text[:40]}” is no year.")
    return int(text)


def _source_of(row: Mapping[str, str], name: str | None, line: int, given: str) -> str:
    text = given or row[name].strip()
    if not text:
        raise BadPopulationFile(f"Line {line}: it does not say where it is from.")
    return text[:_LONGEST_SOURCE]
