"""BM25 over arrays: how well entries match, reckoned from what the asker may see.

How rare a word is and how long entries usually are is counted among the visible
entries alone: what somebody may not see moves nothing in their results.
Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.search import tuning
from hub.search.columns import Codes, Columns, Mask, Rows

# Where in an entry's numbering of words each field begins: a phrase never crosses.
FIELD_BITS = 20
FIELDS = ("title", "summary", "body")
_ROW_BITS = 32
_SECONDS_A_DAY = 86_400
# How soon a word said again stops counting more; how much long entries are held back.
_K1 = 1.2
_B = 0.75
# A synonym stands for the word typed, but the word itself is the better match.
_SYNONYM = 0.9
# In a relaxed answer, entries that hold more of what was asked for stand before others.
_WHOLENESS = 1.0
# What a title holds counts once more, the more the less else it says.
_TITLE = 0.6
_USUAL_TITLE = 6.0
_FLAT = 0.5
# Words that were typed side by side and stand side by side: a name, or a term.
_PAIR = 0.4


@dataclass(frozen=True, slots=True)
class Postings:
    """The rows that hold a term, in order, and how heavily each holds it."""

    rows: Rows
    weights: NDArray[np.float32]


NOWHERE = Postings(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Found:
    """Where one thing that was asked for stands: anywhere, and in titles."""

    anywhere: Postings
    titles: Postings


@dataclass(frozen=True, slots=True)
class Scores:
    """For every row: its score, and how many of the things asked for it holds."""

    scores: NDArray[np.float32]
    held: NDArray[np.int16]


def any_of(alternatives: Sequence[Postings], total: int) -> Postings:
    """Return where any of the ways to say a thing stands; the first is as typed."""
    if len(alternatives) == 1:
        return alternatives[0]
    weights = np.zeros(total, dtype=np.float32)
    for place, postings in enumerate(alternatives):
        weights[postings.rows] += postings.weights * (_SYNONYM if place else 1.0)
    rows = np.flatnonzero(weights)
    return Postings(rows, weights[rows])


def phrase(places: Sequence[NDArray[np.int64]], boosts: Sequence[float]) -> Postings:
    """Return where words stand one after another.

    `places` has for each word where it stands, ascending: the row in the upper bits,
    the place in the entry in the lower; `boosts` weigh the fields, and those that
    weigh nothing are left out.
    """
    shifted = [each - offset for offset, each in enumerate(places)]
    shifted.sort(key=len)
    found = shifted[0]
    for each in shifted[1:]:
        found = np.intersect1d(found, each, assume_unique=True)
    if not len(found):
        return NOWHERE
    fields = (found & ((1 << _ROW_BITS) - 1)) >> FIELD_BITS
    rows, which = np.unique(found >> _ROW_BITS, return_inverse=True)
    weights = np.bincount(which, weights=np.asarray(boosts)[fields])
    inside = weights > 0
    return Postings(rows[inside], weights[inside].astype(np.float32))


def places_of(rows: Rows, places: NDArray) -> NDArray[np.int64]:
    """Return rows and places in them as one number each, for `phrase`."""
    return (rows.astype(np.int64) << _ROW_BITS) | places.astype(np.int64)


class Scorer:
    """Scores rows among those the asker may see."""

    def __init__(self, columns: Columns, allowed: Mask) -> None:
        self.allowed = allowed
        self.columns = columns
        self.number = int(np.count_nonzero(allowed))
        lengths = columns.lengths
        usual = float(lengths[allowed].mean()) if self.number else 1.0
        self._norm = _K1 * (1 - _B + _B * lengths / max(usual, 1.0))

    def score(self, wanted: Sequence[Found], pairs: Sequence[Postings]) -> Scores:
        """Score every allowed row by what it holds of what was asked for."""
        scores = np.zeros(len(self.allowed), dtype=np.float32)
        held = np.zeros(len(self.allowed), dtype=np.int16)
        for found in wanted:
            here = self._among_allowed(found.anywhere)
            rarity = self._rarity(len(here.rows))
            scores[here.rows] += rarity * self._often(here)
            held[here.rows] += 1
            titled = self._among_allowed(found.titles).rows
            lengths = self.columns.title_lengths[titled] / _USUAL_TITLE
            scores[titled] += _TITLE * rarity / (_FLAT + (1 - _FLAT) * lengths)
        for pair in pairs:
            here = self._among_allowed(pair)
            scores[here.rows] += (
                _PAIR * self._rarity(len(here.rows)) * self._often(here)
            )
        return Scores(scores, held)

    def _among_allowed(self, postings: Postings) -> Postings:
        inside = self.allowed[postings.rows]
        return Postings(postings.rows[inside], postings.weights[inside])

    def _rarity(self, number: int) -> float:
        return math.log(1 + (self.number - number + 0.5) / (number + 0.5))

    def _often(self, here: Postings) -> NDArray[np.float32]:
        """Return how much being held so heavily counts; it counts less and less."""
        return (_K1 + 1) * here.weights / (here.weights + self._norm[here.rows])


def boosts_of(
    kinds: NDArray[np.int32], changed: NDArray[np.float64], codes: Codes
) -> NDArray[np.float64]:
    """Return how much rows count for what they are, and for being fresh talk.

    `kinds` are numbered by `codes`; `changed` is in seconds since 1970.
    """
    tuned = tuning.current()
    by_kind = [tuned.kind_boosts.get(kind, 1.0) for kind in codes.texts] or [1.0]
    boosts = np.asarray(by_kind)[kinds]
    talk = np.flatnonzero(np.isin(kinds, codes.known(["topic"])))
    age = np.maximum(time.time() - changed[talk], 0) / _SECONDS_A_DAY
    boosts[talk] *= 1 + tuned.freshness * 0.5 ** (age / tuning.HALF_LIFE_DAYS)
    return boosts


def favouring_whole(found: Scores, number: int) -> NDArray[np.float32]:
    """Return the scores with those that hold more of `number` things put forward."""
    return found.scores * (found.held / number) ** _WHOLENESS
