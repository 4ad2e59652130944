"""Columns of an index as arrays: filters, facet counts and the best in one go.

Row numbers are an engine's own document numbers. Every mask is an array of bool with
one place for each row. No engine's library is known here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


class Codes:
    """Gives each text a small number, for as long as the process lives.

    Whoever asks for new numbers holds the engine's lock; looking up needs none.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.texts: list[str] = []

    def number(self, text: str) -> int:
        """Return the number of `text`, a new one when it has none."""
        number = self._numbers.get(text)
        if number is None:
            number = len(self.texts)
            self.texts.append(text)
            self._numbers[text] = number
        return number

    def known(self, texts: Iterable[str]) -> NDArray[np.int32]:
        """Return the numbers of those texts that have one."""
        found = (self._numbers[text] for text in texts if text in self._numbers)
        return np.fromiter(found, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one facet: `rows[i]` holds the value with the code `codes[i]`."""

    rows: Rows
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Row:
    """What the columns keep of one entry."""

    pk: int
    visibility: str
    facets: Mapping[str, Sequence[str]]
    changed: float  # seconds since 1970
    length: float  # weighed words
    title_length: int  # words


@dataclass(frozen=True, slots=True)
class Columns:
    """The entries of an index, or of one segment of it, column by column."""

    pks: NDArray[np.int64]
    visibility: NDArray[np.int32]
    changed: NDArray[np.float64]
    lengths: NDArray[np.float32]
    title_lengths: NDArray[np.int32]
    facets: Mapping[str, Values]

    def __len__(self) -> int:
        return len(self.pks)

    def holding(self, facet: str, wanted: NDArray[np.int32]) -> Mask:
        """Return which rows hold any of the wanted values of a facet."""
        mask = np.zeros(len(self), dtype=bool)
        if held := self.facets.get(facet):
            mask[held.rows[np.isin(held.codes, wanted)]] = True
        return mask

    def kinds(self) -> NDArray[np.int32]:
        """Return the code of the kind of every row."""
        kinds = np.zeros(len(self), dtype=np.int32)
        if held := self.facets.get("kind"):
            kinds[held.rows] = held.codes
        return kinds

    def count(self, facet: str, mask: Mask) -> NDArray[np.int64]:
        """Return how many rows of the mask hold each value, by code."""
        held = self.facets[facet]
        return np.bincount(held.codes[mask[held.rows]])


def columns_of(
    rows: Iterable[tuple[int, Row]], total: int, codes: Mapping[str, Codes]
) -> Columns:
    """Return the columns of numbered rows; `total` counts those left out as well.

    `codes` has those of visibility and of each facet, by name; a facet without codes
    is left out.
    """
    columns = Columns(
        pks=np.zeros(total, dtype=np.int64),
        visibility=np.full(total, -1, dtype=np.int32),
        changed=np.zeros(total),
        lengths=np.zeros(total, dtype=np.float32),
        title_lengths=np.zeros(total, dtype=np.int32),
        facets={},
    )
    held: dict[str, tuple[list[int], list[int]]] = {
        name: ([], []) for name in codes if name != "visibility"
    }
    for number, row in rows:
        columns.pks[number] = row.pk
        columns.visibility[number] = codes["visibility"].number(row.visibility)
        columns.changed[number] = row.changed
        columns.lengths[number] = row.length
        columns.title_lengths[number] = row.title_length
        for name in held.keys() & row.facets.keys():
            for value in row.facets[name]:
                held[name][0].append(number)
                held[name][1].append(codes[name].number(value))
    facets = {
        name: Values(np.array(places, dtype=np.int64), np.array(taken, dtype=np.int32))
        for name, (places, taken) in held.items()
    }
    return Columns(
        columns.pks,
        columns.visibility,
        columns.changed,
        columns.lengths,
        columns.title_lengths,
        facets,
    )


def joined(parts: Sequence[tuple[Columns, int]]) -> Columns:
    """Return the columns of a whole index; each part begins at its row number."""
    names = {name for columns, _ in parts for name in columns.facets}
    facets = {
        name: Values(
            np.concatenate([c.facets[name].rows + begin for c, begin in parts]),
            np.concatenate([c.facets[name].codes for c, _ in parts]),
        )
        for name in names
    }
    if not parts:
        return columns_of((), 0, {})
    each = [columns for columns, _ in parts]
    return Columns(
        np.concatenate([c.pks for c in each]),
        np.concatenate([c.visibility for c in each]),
        np.concatenate([c.changed for c in each]),
        np.concatenate([c.lengths for c in each]),
        np.concatenate([c.title_lengths for c in each]),
        facets,
    )


def narrowed(
    columns: Columns,
    matched: Mask,
    chosen: Mapping[str, Iterable[str]],
    codes: Mapping[str, Codes],
) -> tuple[Mask, dict[str, dict[str, int]]]:
    """Return the rows that every chosen facet leaves, and the counts of every facet.

    The counts of a facet are among what the *other* facets leave.
    """
    passing = {
        name: columns.holding(name, codes[name].known(values))
        if name in codes
        else np.zeros(len(columns), dtype=bool)
        for name, values in chosen.items()
        if values
    }
    kept = matched.copy()
    for mask in passing.values():
        kept &= mask
    counts = {}
    for name in columns.facets:
        base = kept
        if name in passing:
            base = matched.copy()
            for other, mask in passing.items():
                if other != name:
                    base &= mask
        found = columns.count(name, base)
        counts[name] = {
            codes[name].texts[code]: int(found[code]) for code in np.flatnonzero(found)
        }
    return kept, {name: found for name, found in counts.items() if found}


def best(rows: Rows, scores: NDArray, order: Sequence[NDArray], number: int) -> Rows:
    """Return the `number` best of `rows` by score; `order` settles what is equal.

    `scores` and the arrays of `order` have one place for each of all rows; what comes
    first in `order` counts most, and smaller goes first.
    """
    if len(rows) > 4 * number:
        own = scores[rows]
        # Everything that is as good as the last one wanted, so that ties stay whole.
        least = np.partition(own, len(own) - number)[len(own) - number]
        rows = rows[own >= least]
    keys = [each[rows] for each in reversed(order)]
    return rows[np.lexsort((*keys, -scores[rows]))][:number]
