"""The synonyms in force: what editors keep, as the search compares it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hub.search import tuning
from hub.search.models import Synonym
from hub.search.words import stems_in

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Every phrase that can be said otherwise, with all the ways, itself first."""

    by_phrase: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """The number of words of the longest phrase; at least one."""
        return max(map(len, self.by_phrase), default=1)


NONE = Alternatives()


def in_force() -> Alternatives:
    """Return the synonyms that count now, straight from the table."""
    tuned = tuning.current()
    if not tuned.synonyms:
        return NONE
    rows = tuple(Synonym.objects.values_list("ways", flat=True))
    return _alternatives(rows, tuned.stems, tuned.spellings)


# The switches are there for the cache: `stems_in` looks them up itself.
@lru_cache(maxsize=8)
def _alternatives(rows: Sequence[str], stems: bool, spellings: bool) -> Alternatives:
    return alternatives_of(row.splitlines() for row in rows)


def alternatives_of(rows: Iterable[Iterable[str]]) -> Alternatives:
    """Return the alternatives of rows, each with several ways to say one thing."""
    table: dict[Phrase, dict[Phrase, None]] = {}
    for row in rows:
        phrases = dict.fromkeys(tuple(stems_in(text)) for text in row)
        phrases.pop((), None)
        for phrase in phrases:
            table.setdefault(phrase, {phrase: None}).update(phrases)
    return Alternatives({phrase: tuple(ways) for phrase, ways in table.items()})
