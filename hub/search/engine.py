"""What every search engine does, and which one this site uses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hub.search.models import SearchEntry
from hub.search.queries import Question

# How much a match counts, by where it stands. A title is written to say what a thing
# is; a summary to say what it is about; a body mentions much in passing.
FIELD_BOOSTS: Mapping[str, float] = {"title": 5.0, "summary": 2.0, "body": 1.0}
# A thing made to be found outranks a passage that mentions it: an organisation asked
# for by name or place, wording asked for by subject. Discussions come after what was
# checked before it was published; so do pages about the hub itself.
KIND_BOOSTS: Mapping[str, float] = {
    "organisation": 1.15,
    "clause": 1.1,
    "guide": 1.1,
    "topic": 0.85,
    "page": 0.8,
}


class EngineError(Exception):
    """The engine cannot do what was asked just now; nothing is lost."""


class EngineBusy(EngineError):
    """Another process is writing the index."""


class EngineBroken(EngineError):
    """The index is missing or damaged; it can be built again from the entries."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an engine.

    `visible` are the visibility keys the asker holds, intersected before anything is
    counted. `hidden` are entries (primary keys) that the index may still show although
    they changed: they are left out. `needs_all` asks for every wanted thing, else any.
    """

    question: Question
    visible: frozenset[str]
    kinds: frozenset[str] = frozenset()
    hidden: frozenset[int] = frozenset()
    needs_all: bool = True
    first: int = 0
    number: int = 10


@dataclass(frozen=True, slots=True)
class Matches:
    """What an engine found: primary keys of entries, best first, and counts.

    `total` counts the matches of the kinds asked for; `kind_counts` counts the visible
    matches of every kind, whichever were asked for.
    """

    ids: Sequence[int] = ()
    total: int = 0
    kind_counts: Mapping[str, int] = field(default_factory=dict)


class Engine(Protocol):
    """An index that is derived from the entries and can be thrown away."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the right to write; raises EngineBusy when another process does."""

    def apply(self, rows: Iterable[SearchEntry]) -> None:
        """Take the rows in their present form; those gone are dropped."""

    def check(self) -> None:
        """Raise EngineBroken when there is no index that can be read."""

    def rebuild(self, rows: Iterator[SearchEntry]) -> None:
        """Build a new index of the rows and put it in place of the old one."""

    def find(self, request: Request) -> Matches:
        """Answer a request; raises EngineBroken when the index cannot be read."""


def get_engine() -> Engine:
    """Return the engine that SEARCH_URL names; one for each process and directory."""
    return _engine(settings.SEARCH_URL, Path(settings.DATA_DIR))


@lru_cache(maxsize=8)
def _engine(address: str, data_dir: Path) -> Engine:
    if address == "whoosh:":
        from hub.search.whoosh_engine import WhooshEngine

        return WhooshEngine(data_dir / "search")
    raise ImproperlyConfigured(f"SEARCH_URL {address!r} names no engine: use whoosh:.")
