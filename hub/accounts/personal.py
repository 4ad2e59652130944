"""What the hub keeps about a person, part by part: to hand out, to erase, to account for.

Each app registers its parts; the account knows none of them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from hub.accounts.models import User

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what is kept about a person.

    `export` returns rows of plain values (JSON can hold them), labels as keys.
    `erase` removes the part or takes the person out of it, within the transaction that
    erases the account. `covers` names the relations to the person that the part takes
    care of ("members.profile.user"); a test finds those that none does. `kept_for` says in words how long it is kept; a part whose time
    is a setting builds its sentence from the setting.
    """

    key: str
    label: str
    why: str
    kept_for: str
    export: Callable[[User], Rows]
    erase: Callable[[User], None]
    covers: Collection[str] = ()


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Count `part` among what is kept; repeating it changes nothing."""
    _parts[part.key] = part


def parts() -> list[Part]:
    """Return every part, in the order in which they were registered."""
    return list(_parts.values())


def rows_of(rows: QuerySet, columns: Mapping[str, str]) -> Rows:
    """Return these columns of the rows as plain values; `columns` maps labels to paths."""
    found = rows.values_list(*columns.values())
    return [dict(zip(columns, map(plain, row), strict=True)) for row in found]


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
