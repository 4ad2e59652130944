"""What every search engine does, and which one this site uses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from os import register_at_fork
from pathlib import Path
from typing import Protocol

from django.conf import settings

from hub.search.models import SearchEntry
from hub.search.queries import Question


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
    counted. `chosen` are the values asked for by the name of their facet: any of the
    values of a facet will do, every facet must agree. `hidden` are entries (primary
    keys) that the index may still show although they changed: they are left out.
    `needs_all` asks for every wanted thing, else any. With `number` 0 only `reach` is
    wanted.
    """

    question: Question
    visible: frozenset[str]
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    needs_all: bool = True
    first: int = 0
    number: int = 10


@dataclass(frozen=True, slots=True)
class Matches:
    """What an engine found: primary keys of entries, best first, and counts.

    `reach` counts the visible matches before any facet was applied, `total` those that
    every chosen facet leaves. `counts` has, by facet and value, how many matches hold
    the value among those that the *other* facets leave; a value of none is left out.
    """

    ids: Sequence[int] = ()
    total: int = 0
    reach: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody is typing: whole words and the beginning of the last one.

    All folded as `hub.search.words.folded` does, and meant for titles alone.
    """

    words: tuple[str, ...]
    visible: frozenset[str]
    hidden: frozenset[int] = frozenset()
    number: int = 8


class Engine(Protocol):
    """An index that is derived from the entries and can be thrown away."""

    def writing(self, patience: float | None = None) -> AbstractContextManager[None]:
        """Hold the right to write; raises EngineBusy when another process does.

        `patience` is how many seconds to wait for it; two unless told.
        """

    def apply(self, rows: Iterable[SearchEntry]) -> None:
        """Take the rows in their present form; those gone are dropped."""

    def check(self) -> None:
        """Raise EngineBroken when there is no index that can be read."""

    def rebuild(self, rows: Iterator[SearchEntry]) -> None:
        """Build a new index of the rows and put it in place of the old one."""

    def find(self, request: Request) -> Matches:
        """Answer a request; raises EngineBroken when the index cannot be read."""

    def suggest(self, beginning: Beginning) -> Sequence[int]:
        """Return entries whose titles hold every word, the last as a beginning.

        Best first; raises EngineBroken when the index cannot be read.
        """


_instead: ContextVar[Engine | None] = ContextVar("search_engine", default=None)


def get_engine() -> Engine:
    """Return the engine that SEARCH_URL names; one for each process and directory."""
    return _instead.get() or engine_at(settings.SEARCH_URL, Path(settings.DATA_DIR))


@contextmanager
def asking(engine: Engine) -> Iterator[None]:
    """Ask another engine than the site's own; in this thread alone."""
    token = _instead.set(engine)
    try:
        yield
    finally:
        _instead.reset(token)


@lru_cache(maxsize=8)
def engine_at(address: str, data_dir: Path) -> Engine:
    """Return the engine that an address like SEARCH_URL's names."""
    if address == "whoosh:":
        from hub.search.whoosh_engine import WhooshEngine

        return WhooshEngine(data_dir / "search")
    from hub.search.backend_engine import make_engine

    return make_engine(address, data_dir)


# A process that forks leaves the child a lock and files that are its own.
register_at_fork(after_in_child=engine_at.cache_clear)
