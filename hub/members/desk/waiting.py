"""What waits for a coordinator: every app may add a line to the desk."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.accounts.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: how many wait (of those this person may deal with), and where they are.

    `url` returns the address of exactly the things counted; a lower `position` stands first.
    """

    key: str
    label: str
    count: Callable[[User], int]
    url: Callable[[], str]
    permission: str
    position: int = 100


_lines: dict[str, Waiting] = {}


def register(line: Waiting) -> None:
    """Add a line to the desk; repeating it changes nothing."""
    _lines[line.key] = line


def lines() -> list[Waiting]:
    """Return the lines, by their positions."""
    return sorted(_lines.values(), key=lambda line: line.position)
