"""What a process holds of the indexed entries: columns for filters and counts.

Read once, and then only what changed since; the words stay in the database.
"""

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.search.columns import Codes, Columns, Mask, Row, Rows, columns_of, joined
from hub.search.facets import FACETS
from hub.search.models import IndexedEntry

# With more changes than this, everything is read again.
_MOST_CHANGES = 5_000
_FIELDS = (
    "entry_pk",
    "index_entries__pk",
    "visibility",
    "values",
    "changed_at",
    "title_length",
    "first_word",
    "is_gone",
    "version",
)


@dataclass(frozen=True, slots=True)
class State:
    """Which index it is, and how often it has been written to."""

    generation: int
    version: int


@dataclass(frozen=True, slots=True)
class _Part:
    """Some indexed entries, in columns; `version` is the newest among them."""

    columns: Columns
    texts: NDArray[np.int64]  # numbers in Wagtail's index
    first_words: NDArray[np.str_]
    there: Mask
    version: int


class Held:
    """The indexed entries in one state."""

    def __init__(self, state: State, parts: Sequence[_Part]) -> None:
        begins = np.cumsum([0, *(len(part.columns) for part in parts)]).tolist()
        self.state = state
        self.columns = joined(
            [(part.columns, at) for part, at in zip(parts, begins, strict=False)]
        )
        self.texts = np.concatenate([part.texts for part in parts])
        self.first_words = np.concatenate([part.first_words for part in parts])
        self.there = np.concatenate([part.there for part in parts])
        self.kinds = self.columns.kinds()
        if len(parts) > 1:
            # What changed stands in the newer part.
            base, changed = parts
            self.there[: begins[1]] &= ~np.isin(base.columns.pks, changed.columns.pks)
        rows = np.flatnonzero(self.there)
        self._rows = rows[np.argsort(self.texts[rows])]
        self._texts = self.texts[self._rows]

    def rows_of(self, texts: NDArray[np.int64]) -> Rows:
        """Return the rows of texts; those of pages, or of another index, have none."""
        if not len(self._texts):
            return np.empty(0, dtype=np.int64)
        places = np.searchsorted(self._texts, texts).clip(max=len(self._texts) - 1)
        return self._rows[places[self._texts[places] == texts]]


class Keeper:
    """Keeps what is held in step with the database; one for each engine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.codes: defaultdict[str, Codes] = defaultdict(Codes)
        for name in ("visibility", *(facet.name for facet in FACETS)):
            self.codes[name]
        self._generation = 0
        self._base: _Part | None = None
        self.latest: Held | None = None

    def at(self, state: State) -> Held:
        """Return the indexed entries as they are in a state."""
        with self._lock:
            if self.latest is None or self.latest.state != state:
                self.latest = Held(state, self._parts(state))
            return self.latest

    def _parts(self, state: State) -> list[_Part]:
        if self._base is not None and self._generation == state.generation:
            if self._base.version == state.version:
                return [self._base]
            changed = self._read(state.generation, self._base.version)
            if len(changed.columns) < _MOST_CHANGES:
                return [self._base, changed]
        self._base = self._read(state.generation, -1)
        self._generation = state.generation
        return [self._base]

    def _read(self, generation: int, since: int) -> _Part:
        """Read the entries of a generation that were written after a version."""
        found = IndexedEntry.objects.filter(generation=generation, version__gt=since)
        rows = list(found.order_by("pk").values_list(*_FIELDS))
        return _Part(
            columns=columns_of(
                (
                    (number, Row(pk, visibility, values, changed.timestamp(), 1, long))
                    for number, (
                        pk,
                        _,
                        visibility,
                        values,
                        changed,
                        long,
                        *_,
                    ) in enumerate(rows)
                ),
                len(rows),
                self.codes,
            ),
            texts=np.array([row[1] or 0 for row in rows], dtype=np.int64),
            first_words=np.array([row[6] for row in rows], dtype="U15"),
            there=np.array([not row[7] for row in rows], dtype=bool),
            version=max((row[8] for row in rows), default=since),
        )
