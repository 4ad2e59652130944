"""What a digest chooses from what is new: every app may add a section.

The platform knows topics and places; a plug-in adds what only it knows of (the boards
that a member follows), and says whose own a thing is, for nobody is told of their own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.accounts.models import User


@dataclass(frozen=True, slots=True)
class News:
    """One findable thing that is new, or changed: its search entry, without the body."""

    key: str
    kind: str
    title: str
    url: str
    where: str
    summary: str
    visibility: str
    facets: Mapping[str, Sequence[str]]
    at: datetime


#: Says of many people at once which news, by key, are for each of them.
Chooser = Callable[[Sequence[User]], Mapping[int, Collection[str]]]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the digest.

    `prepare` is called once in a run, with everything that is new; what it returns is
    called for many people at once, and asks the same number of queries however many
    they are. What is chosen for somebody who may not see it is left out afterwards.
    """

    key: str
    heading: str
    prepare: Callable[[Sequence[News]], Chooser]


#: Says, of everything that is new, whose own (by primary key) each thing is.
Owners = Callable[[Sequence[News]], Mapping[str, Collection[int]]]

_sections: dict[str, Section] = {}
_owners: list[Owners] = []


def register_section(section: Section) -> None:
    """Add a section to the digest; repeating it changes nothing."""
    _sections[section.key] = section


def register_owners(owners: Owners) -> None:
    """Let `owners` say whose own things are; repeating it changes nothing."""
    if owners not in _owners:
        _owners.append(owners)


def sections() -> list[Section]:
    """Return the sections, in the order in which they were registered."""
    return list(_sections.values())


def owners() -> list[Owners]:
    """Return everybody who knows whose own things are."""
    return list(_owners)
