"""What the engine asks of Wagtail's database backends, whichever database it is."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from django.db import connection
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.query import And, Or, PlainText, SearchQuery
from modelsearch.query import Phrase as PhraseQuery
from modelsearch.utils import get_content_type_pk
from numpy.typing import NDArray
from wagtail.search.models import IndexEntry

from hub.search.models import IndexedEntry, SearchEntry
from hub.search.queries import Phrase, Wanted
from hub.search.words import folded, stems_in, words_in

Ids = NDArray[np.int64]
# A page no longer than a long novel.
_MOST_LETTERS = 400_000
# PostgreSQL refuses an entry whose different words, each with its places, take more than
# a megabyte; some single characters stand for a whole sentence.
_MOST_BYTES = 900_000
_BYTES_BESIDE_A_WORD, _BYTES_OF_A_PLACE = 9, 2
# A synonym stands for the word typed, but the word itself is the better match.
SYNONYM = 0.7


class Match(Protocol):
    """The texts that answer a question, by their number in Wagtail's index."""

    ids: Ids

    def scores(
        self, ids: Ids, boosts: NDArray[np.float64], title_lengths: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        """Say how well each of some of the texts answers, boosts included."""


class Texts(Protocol):
    """The words of entries, kept and found by a backend."""

    def spell_out(self, indexed: IndexedEntry, row: SearchEntry) -> None:
        """Give an indexed entry the words it is to be found by."""

    def add(self, objects: Sequence[IndexedEntry]) -> None:
        """Keep the words of entries that were saved, in place of earlier ones."""

    def remove(self, pks: Iterable[int]) -> None:
        """Forget the words of indexed entries."""

    def match(
        self, wanted: Sequence[Wanted], unwanted: Sequence[Phrase], *, needs_all: bool
    ) -> Match:
        """Find the texts that hold all or any of what is wanted."""

    def beginning(self, words: Sequence[str]) -> Ids:
        """Find the texts whose titles hold every word, the last as a beginning."""


class DatabaseTexts:
    """What is alike on every database."""

    backend: BaseSearchBackend

    def add(self, objects: Sequence[IndexedEntry]) -> None:
        """Keep the words of entries."""
        self.backend.add_bulk(IndexedEntry, objects)

    def remove(self, pks: Iterable[int]) -> None:
        """Forget the words of indexed entries."""
        # As the backend deletes one, but many at once.
        IndexEntry.objects.filter(
            content_type_id=get_content_type_pk(IndexedEntry),
            object_id__in=[str(pk) for pk in pks],
        )._raw_delete(using=connection.alias)


def stemmed(text: str) -> str:
    """Return the stems of a text, as many as a backend takes."""
    kept: list[str] = []
    seen: set[str] = set()
    size = 0
    for stem in stems_in(text[:_MOST_LETTERS]):
        size += _BYTES_OF_A_PLACE
        if stem not in seen:
            size += len(stem.encode()) + _BYTES_BESIDE_A_WORD
            seen.add(stem)
        if size > _MOST_BYTES:
            break
        kept.append(stem)
    return " ".join(kept)


def title_words(title: str) -> list[str]:
    """Return the folded words of a title."""
    return [folded(title[word.start : word.end]) for word in words_in(title)]


def as_query(wanted: Sequence[Wanted], *, needs_all: bool) -> SearchQuery:
    """Return what is wanted as a query of modelsearch."""
    parts = [_any_way(one) for one in wanted]
    if len(parts) == 1:
        return parts[0]
    return And(parts) if needs_all else Or(parts)


def as_typed(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return what is wanted without its synonyms; nothing when there are none."""
    if all(len(one) == 1 for one in wanted):
        return []
    return [one[:1] for one in wanted]


def any_of(phrases: Sequence[Phrase]) -> SearchQuery:
    """Return a query for any of some phrases."""
    return _any_way(tuple(phrases))


def _any_way(wanted: Wanted) -> SearchQuery:
    ways = [
        PlainText(phrase[0]) if len(phrase) == 1 else PhraseQuery(" ".join(phrase))
        for phrase in wanted
    ]
    return ways[0] if len(ways) == 1 else Or(ways)
