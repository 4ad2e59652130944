"""What makes one result stand before another, and how words are compared: one place.

`manage.py search_quality` prints what each of these is worth on the judged questions,
by asking again `using` one of them changed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


def _fields() -> dict[str, float]:
    # A title is written to say what a thing is; a summary to say what it is about; a
    # body mentions much in passing.
    return {"title": 3.0, "summary": 2.0, "body": 1.0}


def _kinds() -> dict[str, float]:
    # Guides and case studies are written to answer questions. An organisation's entry names many subjects
    # in passing; asked for by name, it comes first through its title. Discussions come
    # after what was checked before it was published; so do pages about the hub itself. A
    # term is a sentence whose title is what was asked: without this it would come first
    # before everything that goes into the matter.
    return {
        "organisation": 0.95,
        "guide": 1.1,
        "case_study": 1.05,
        "topic": 0.85,
        "page": 0.85,
        "term": 0.3,
    }


# Discussions lose half of what freshness gives them in so many days.
HALF_LIFE_DAYS = 180


@dataclass(frozen=True, slots=True)
class Tuning:
    """How entries are weighed and words compared.

    The first two weigh what is in the index; changing them takes a rebuild, as do
    `stems` (word stems) and `spellings` (American and British spelling meet).
    `freshness` is how much more a discussion of today counts than one of long ago: a
    guide does not age as talk does. `synonyms` says whether the field's synonyms count.
    """

    field_boosts: Mapping[str, float] = field(default_factory=_fields)
    stems: bool = True
    spellings: bool = True
    kind_boosts: Mapping[str, float] = field(default_factory=_kinds)
    freshness: float = 0.15
    synonyms: bool = True


_USUAL = Tuning()
_current: ContextVar[Tuning] = ContextVar("search_tuning")


def current() -> Tuning:
    """Return the tuning in use."""
    return _current.get(_USUAL)


@contextmanager
def using(tuning: Tuning) -> Iterator[None]:
    """Index and ask with another tuning; in this thread alone."""
    token = _current.set(tuning)
    try:
        yield
    finally:
        _current.reset(token)
