"""The network in numbers: every app may add a table of figures to the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One named number, and what exactly was counted; None where there is none yet."""

    label: str
    value: int | float | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that are shown together, as bars and as a table.

    `rows` asks the database; `note` says in words what is counted. A table that counts
    people by a trait of theirs `guards_few`: where they are few, it does not say how few.
    A lower `position` stands first.
    """

    key: str
    heading: str
    note: str
    rows: Callable[[], Sequence[Figure]]
    guards_few: bool = False
    position: int = 100


_tables: dict[str, Table] = {}


def register(table: Table) -> None:
    """Add a table to the desk; repeating it changes nothing."""
    _tables[table.key] = table


def tables() -> list[Table]:
    """Return the tables, by their positions."""
    return sorted(_tables.values(), key=lambda table: table.position)
