"""What the hub keeps about a person, part by part: to hand out, to erase, to account for.

Each app registers its parts; the account knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hub.accounts.models import User

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what is kept about a person.

    `export` returns rows of plain values (JSON can hold them), labels as keys.
    `erase` removes the part or takes the person out of it, within the transaction that
    erases the account. `kept_for` says in words how long it is kept; a part whose time
    is a setting builds its sentence from the setting.
    """

    key: str
    label: str
    why: str
    kept_for: str
    export: Callable[[User], Rows]
    erase: Callable[[User], None]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Count `part` among what is kept; repeating it changes nothing."""
    _parts[part.key] = part


def parts() -> list[Part]:
    """Return every part, in the order in which they were registered."""
    return list(_parts.values())
