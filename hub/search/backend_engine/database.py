"""The engine on the site's own database: words there, counts over arrays here.

A rebuild writes a new generation beside the one in use, in small transactions, and then
turns the state over to it: the site finds as before until the moment it finds anew.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import TypeVar

import numpy as np
from django.db import DatabaseError, transaction
from numpy.typing import NDArray

from hub.search.backend_engine.held import Held, Keeper, State
from hub.search.backend_engine.locks import WritingLock
from hub.search.backend_engine.texts import Ids, Match, Texts, title_words
from hub.search.columns import Rows, best, narrowed
from hub.search.engine import Beginning, EngineBroken, Matches, Request
from hub.search.facets import values_of
from hub.search.models import IndexedEntry, IndexState, SearchEntry
from hub.search.scoring import boosts_of

# Change it with how words are compared (words.py): what was indexed in another format
# is not asked, but built anew.
_FORMAT = "1"
_BATCH = 500
# A reader that is overtaken by writers so often asks of what it has.
_ATTEMPTS = 3
_STATE = 1
_GENERATIONS = 2**31
# A title that begins with what was typed is the likelier thing to be typing.
_FIRST_WORD = 2.0

Found = TypeVar("Found")


class DatabaseEngine:
    """An index in the site's database; see `hub.search.engine.Engine`."""

    def __init__(self, texts: Texts, lock: WritingLock) -> None:
        self._texts = texts
        self._lock = lock
        self._keeper = Keeper()

    # --- Writing ---------------------------------------------------------------------

    def writing(self, patience: float | None = None) -> AbstractContextManager[None]:
        """Hold the right to write; raises EngineBusy when it waited in vain."""
        return self._lock.held(patience)

    def apply(self, rows: Iterable[SearchEntry]) -> None:
        """Take the rows, all or none."""
        with _trouble_named(), transaction.atomic():
            state = _state()
            version = state.version + 1
            rows = list(rows)
            self._drop(state.generation, version, [one for one in rows if one.is_gone])
            self._add(
                state.generation, version, [one for one in rows if not one.is_gone]
            )
            IndexState.objects.filter(pk=_STATE).update(version=version)

    def rebuild(self, rows: Iterator[SearchEntry]) -> None:
        """Build a new generation beside the old one, then turn to it."""
        with _trouble_named():
            before = IndexState.objects.filter(pk=_STATE).first()
            self._sweep(before)
            # Never one that was used before, so that nothing held is taken for it.
            generation = secrets.randbelow(_GENERATIONS)
        try:
            while batch := list(islice(rows, _BATCH)):
                with _trouble_named(), transaction.atomic():
                    self._add(generation, 0, batch)
        except BaseException:
            with _trouble_named():
                self._sweep(before)
            raise
        with _trouble_named():
            state = IndexState(_STATE, generation, 0, _FORMAT)
            state.save()
            self._sweep(state)

    def _add(self, generation: int, version: int, rows: Sequence[SearchEntry]) -> None:
        objects = [_indexed(row, generation, version) for row in rows]
        for indexed, row in zip(objects, rows, strict=True):
            self._texts.spell_out(indexed, row)
        names = [field.name for field in IndexedEntry._meta.fields[1:]]
        IndexedEntry.objects.bulk_create(
            objects,
            update_conflicts=True,
            unique_fields=["generation", "entry_pk"],
            update_fields=[n for n in names if n not in {"generation", "entry_pk"}],
        )
        if objects:
            self._texts.add(objects)

    def _drop(self, generation: int, version: int, rows: Sequence[SearchEntry]) -> None:
        gone = IndexedEntry.objects.filter(
            generation=generation, entry_pk__in=[row.pk for row in rows]
        )
        self._texts.remove(gone.values_list("pk", flat=True))
        gone.update(is_gone=True, version=version)

    def _sweep(self, kept: IndexState | None) -> None:
        """Remove every other generation; one may be left of a rebuild that was killed."""
        others = IndexedEntry.objects.all()
        if kept is not None:
            others = others.exclude(generation=kept.generation)
        while pks := list(others.values_list("pk", flat=True)[:_BATCH]):
            with transaction.atomic():
                self._texts.remove(pks)
                IndexedEntry.objects.filter(pk__in=pks).delete()

    # --- Reading ---------------------------------------------------------------------

    def check(self) -> None:
        """Read the state of the index and what is held of it."""
        with _trouble_named():
            self._keeper.at(_current())

    def find(self, request: Request) -> Matches:
        """Answer a request."""
        question = request.question
        with _trouble_named():
            held, match = self._in_step(
                lambda: self._texts.match(
                    question.wanted, question.unwanted, needs_all=request.needs_all
                )
            )
            found = self._allowed(held, match.ids, request.visible, request.hidden)
            if not request.number:
                return Matches(reach=len(found), total=len(found))
            matched = np.zeros(len(held.columns), dtype=bool)
            matched[found] = True
            codes = self._keeper.codes
            kept, counts = narrowed(held.columns, matched, request.chosen, codes)
            rows = np.flatnonzero(kept)
            ids = self._best(held, match, rows, request)
            return Matches(ids, len(rows), len(found), counts)

    def suggest(self, beginning: Beginning) -> Sequence[int]:
        """Return entries whose titles hold every word, the last as a beginning."""
        with _trouble_named():
            held, texts = self._in_step(lambda: self._texts.beginning(beginning.words))
            rows = self._allowed(held, texts, beginning.visible, beginning.hidden)
            first = held.first_words[rows]
            starts = [np.char.startswith(first, word) for word in beginning.words]
            scores = np.zeros(len(held.columns))
            scores[rows] = self._boosts(held, rows)
            scores[rows] *= np.where(np.any(starts, axis=0), _FIRST_WORD, 1.0)
            order = [held.columns.title_lengths, held.columns.pks]
            rows = best(rows, scores, order, beginning.number)
            return held.columns.pks[rows].tolist()

    def _in_step(self, asking: Callable[[], Found]) -> tuple[Held, Found]:
        """Ask for texts, and return what is held of the index they were found in.

        Whatever was written meanwhile is read before anything is counted, so that
        texts are never taken for what may be seen in another form of them.
        """
        held = self._keeper.latest or self._keeper.at(_current())
        for _ in range(_ATTEMPTS):
            found = asking()
            state = _current()
            if state == held.state:
                break
            held = self._keeper.at(state)
        return held, found

    def _allowed(
        self, held: Held, texts: Ids, visible: frozenset[str], hidden: frozenset[int]
    ) -> Rows:
        """Return the rows of those texts the asker may see; no others count."""
        rows = held.rows_of(texts)
        codes = self._keeper.codes["visibility"].known(visible)
        rows = rows[np.isin(held.columns.visibility[rows], codes)]
        if hidden:
            rows = rows[~np.isin(held.columns.pks[rows], list(hidden))]
        return rows

    def _best(
        self, held: Held, match: Match, rows: Rows, request: Request
    ) -> list[int]:
        scores = np.zeros(len(held.columns))
        scores[rows] = match.scores(
            held.texts[rows],
            self._boosts(held, rows),
            held.columns.title_lengths[rows],
        )
        last = request.first + request.number
        found = best(rows, scores, [held.columns.pks], last)[request.first :]
        return held.columns.pks[found].tolist()

    def _boosts(self, held: Held, rows: Rows) -> NDArray[np.float64]:
        codes = self._keeper.codes["kind"]
        return boosts_of(held.kinds[rows], held.columns.changed[rows], codes)


def _indexed(row: SearchEntry, generation: int, version: int) -> IndexedEntry:
    words = title_words(row.title)
    return IndexedEntry(
        generation=generation,
        version=version,
        entry_pk=row.pk,
        visibility=row.visibility,
        values=values_of(row),
        changed_at=row.changed_at,
        title_length=len(words),
        first_word=words[0][:15] if words else "",
    )


def _state() -> IndexState:
    state = IndexState.objects.filter(pk=_STATE, format=_FORMAT).first()
    if state is None:
        raise EngineBroken("There is no index yet, or it is of another format.")
    return state


def _current() -> State:
    state = _state()
    return State(state.generation, state.version)


@contextmanager
def _trouble_named() -> Iterator[None]:
    """Turn whatever the database refuses into EngineBroken."""
    try:
        yield
    except DatabaseError as error:
        raise EngineBroken(f"{type(error).__name__}: {error}") from error
