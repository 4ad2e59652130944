"""One state of an index, asked over arrays.

An engine hands over the leaves of its index: stretches of it that never change, but for
entries that go. What is read from a leaf is kept for as long as there is room, so that
a new state of the index costs only what is new in it.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from hub.search import tuning
from hub.search.columns import (
    Codes,
    Columns,
    Mask,
    Row,
    best,
    columns_of,
    joined,
    narrowed,
)
from hub.search.engine import Beginning, Matches, Request
from hub.search.facets import FACETS
from hub.search.queries import Phrase, Wanted
from hub.search.scoring import (
    FIELDS,
    Found,
    Postings,
    Scorer,
    any_of,
    boosts_of,
    favouring_whole,
    phrase,
    places_of,
)

# Enough for every word of some hundred thousand entries that anybody asks for.
_MOST_BYTES = 64 * 1024 * 1024
_MOST_MASKS = 32
# In the index of title beginnings: a whole word ends with this, which no word holds.
WHOLE = "."
LONGEST_BEGINNING = 15

Kept = TypeVar("Kept")


class Leaf(Protocol):
    """A stretch of an index; its rows are numbered from 0."""

    identity: str
    total: int

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield every row that is not gone, with its number."""

    def gone(self) -> Iterable[int]:
        """Return the numbers of rows that are gone."""

    def postings(self, field: str, term: str) -> Postings:
        """Return the rows that hold a term.

        That is a stem in `words` or `titles`, a beginning in `starts`.
        """

    def places(self, term: str) -> NDArray[np.int64]:
        """Return where a stem stands, as `scoring.places_of` gives it."""


class Memory:
    """What a process keeps of the leaves it has read; holds the lock for reading."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.codes: defaultdict[str, Codes] = defaultdict(Codes)
        for facet in FACETS:
            self.codes[facet.name]
        self.codes["visibility"]
        self._columns: dict[str, Columns] = {}
        self._read: OrderedDict[tuple[str, ...], tuple[object, int]] = OrderedDict()
        self._bytes = 0

    def columns(self, leaf: Leaf) -> Columns:
        """Return the columns of a leaf, read once."""
        with self.lock:
            if leaf.identity not in self._columns:
                self._columns[leaf.identity] = columns_of(
                    leaf.rows(), leaf.total, self.codes
                )
            return self._columns[leaf.identity]

    def keep_columns_of(self, leaves: Iterable[Leaf]) -> None:
        """Forget the columns of all other leaves."""
        with self.lock:
            wanted = {leaf.identity for leaf in leaves}
            for identity in self._columns.keys() - wanted:
                del self._columns[identity]

    def read(self, key: tuple[str, ...], reading: Callable[[], Kept]) -> Kept:
        """Return what `reading` gives, from memory when it was read before.

        The longest unused goes when there is no room.
        """
        with self.lock:
            if key in self._read:
                self._read.move_to_end(key)
                return self._read[key][0]
            value = reading()
            size = _size(value)
            self._read[key] = (value, size)
            self._bytes += size
            while self._bytes > _MOST_BYTES and len(self._read) > 1:
                _, (_, dropped) = self._read.popitem(last=False)
                self._bytes -= dropped
            return value


class Snapshot:
    """An index as it is now; what is asked of it never changes it."""

    def __init__(self, leaves: Sequence[Leaf], memory: Memory) -> None:
        self._memory = memory
        begins = np.cumsum([0, *(leaf.total for leaf in leaves)]).tolist()
        self._leaves = list(zip(leaves, begins, strict=False))
        self.columns = joined([(memory.columns(leaf), at) for leaf, at in self._leaves])
        memory.keep_columns_of(leaves)
        self._there = np.ones(len(self.columns), dtype=bool)
        for leaf, begin in self._leaves:
            self._there[[begin + number for number in leaf.gone()]] = False
        self._masks: dict[tuple[frozenset[str], frozenset[int]], Mask] = {}

    def find(self, request: Request) -> Matches:
        """Answer a request; see `hub.search.engine`."""
        wanted = [self._wanted(one) for one in request.question.wanted]
        pairs = [self._phrase(pair) for pair in request.question.pairs]
        allowed = self._allowed(request.visible, request.hidden)
        found = Scorer(self.columns, allowed).score(wanted, pairs)
        least = len(wanted) if request.needs_all else 1
        matched = (found.held >= least) & allowed
        for unwanted in request.question.unwanted:
            matched[self._phrase(unwanted).rows] = False
        reach = int(np.count_nonzero(matched))
        if not request.number:
            return Matches(reach=reach, total=reach)
        codes = self._memory.codes
        kept, counts = narrowed(self.columns, matched, request.chosen, codes)
        rows = np.flatnonzero(kept)
        scores = found.scores
        if not request.needs_all:
            scores = favouring_whole(found, len(wanted))
        last = request.first + request.number
        order = best(rows, scores * self._boosts(), [self.columns.pks], last)
        ids = self.columns.pks[order[request.first :]].tolist()
        return Matches(ids, len(rows), reach, counts)

    def suggest(self, beginning: Beginning) -> list[int]:
        """Return what a title begins with; see `hub.search.engine`."""
        allowed = self._allowed(beginning.visible, beginning.hidden)
        scores = np.zeros(len(allowed), dtype=np.float32)
        held = np.zeros(len(allowed), dtype=np.int16)
        *whole, last = beginning.words
        terms = [f"{word[:LONGEST_BEGINNING]}{WHOLE}" for word in whole]
        for term in [*terms, last[:LONGEST_BEGINNING]]:
            postings = self._postings("starts", term)
            scores[postings.rows] += postings.weights
            held[postings.rows] += 1
        rows = np.flatnonzero((held == len(beginning.words)) & allowed)
        order = [self.columns.title_lengths, self.columns.pks]
        rows = best(rows, scores * self._boosts(), order, beginning.number)
        return self.columns.pks[rows].tolist()

    def _allowed(self, visible: frozenset[str], hidden: frozenset[int]) -> Mask:
        """Return the rows the asker may see; nothing else counts for anything."""
        mask = self._masks.get((visible, hidden))
        if mask is None:
            codes = self._memory.codes["visibility"].known(visible)
            mask = self._there & np.isin(self.columns.visibility, codes)
            if hidden:
                mask &= ~np.isin(self.columns.pks, list(hidden))
            if len(self._masks) >= _MOST_MASKS:
                self._masks.clear()
            self._masks[visible, hidden] = mask
        return mask

    def _wanted(self, wanted: Wanted) -> Found:
        total = len(self.columns)
        return Found(
            any_of([self._phrase(one) for one in wanted], total),
            any_of([self._in_title(one) for one in wanted], total),
        )

    def _phrase(self, words: Phrase) -> Postings:
        if len(words) == 1:
            return self._postings("words", words[0])
        boosts = tuning.current().field_boosts
        places = [self._places(word) for word in words]
        return phrase(places, [boosts[name] for name in FIELDS])

    def _in_title(self, words: Phrase) -> Postings:
        if len(words) == 1:
            return self._postings("titles", words[0])
        return phrase([self._places(word) for word in words], [1.0, 0.0, 0.0])

    def _postings(self, field: str, term: str) -> Postings:
        rows, weights = [], []
        for leaf, begin in self._leaves:
            key = (leaf.identity, field, term)
            # Bound here: the loop's name would have moved on.
            found = self._memory.read(key, lambda leaf=leaf: leaf.postings(field, term))
            rows.append(found.rows + begin)
            weights.append(found.weights)
        if len(rows) == 1:
            return Postings(rows[0], weights[0])
        return Postings(_together(rows, np.int64), _together(weights, np.float32))

    def _places(self, term: str) -> NDArray[np.int64]:
        found = []
        for leaf, begin in self._leaves:
            key = (leaf.identity, "places", term)
            places = self._memory.read(key, lambda leaf=leaf: leaf.places(term))
            found.append(places + places_of(np.int64(begin), np.int64(0)))
        return _together(found, np.int64)

    @cached_property
    def _kinds(self) -> NDArray[np.int32]:
        return self.columns.kinds()

    def _boosts(self) -> NDArray[np.float64]:
        codes = self._memory.codes["kind"]
        return boosts_of(self._kinds, self.columns.changed, codes)


def _together(arrays: Sequence[NDArray], kind: type) -> NDArray:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=kind)


def _size(value: object) -> int:
    arrays = (value.rows, value.weights) if isinstance(value, Postings) else (value,)
    # And what Python needs to keep track of it.
    return sum(each.nbytes for each in arrays) + 300
