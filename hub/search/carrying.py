"""Carry entries to the engine: what changed, or everything anew."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock, Thread
from time import monotonic
from typing import Any

from django.db import connection

from hub.search import spelling
from hub.search.engine import Engine, EngineBroken, EngineBusy, EngineError, get_engine
from hub.search.models import SearchEntry

logger = logging.getLogger(__name__)

Progress = Callable[[Iterable[Any]], Iterable[Any]]
_BATCH = 500
# How long a save waits for another process to carry its entry or to make room.
_PATIENCE_SECONDS = 2.0
_GLANCE_SECONDS = 0.05
# A disk that is full is not worth a new attempt with every page saved.
_SECONDS_BETWEEN_MENDS = 60.0
_mend_again_at = 0.0
_beginning = Lock()


def drain_or_leave() -> None:
    """Bring the engine up to date; when it cannot be done now, log it and leave it.

    Called after each commit that changed an entry. Nothing is lost: entries that were
    not carried stay stale for the next drain. An index that cannot be written is built
    again behind the request's back: nobody who saves a page waits for that.
    """
    try:
        # Look again when the lock is free: whoever committed while we wrote may have
        # waited for us in vain, and what they left is ours.
        _drain_unless_carried()
        while SearchEntry.objects.stale().exists():
            _drain_unless_carried()
    except EngineBroken as error:
        _leave(error)
        mend_soon()
    except EngineError as error:
        _leave(error)


def _drain_unless_carried() -> None:
    """Drain, or wait until whoever is writing has carried our entries as well."""
    end = monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            drain(patience=_GLANCE_SECONDS)
        except EngineBusy:
            if monotonic() > end:
                raise
            if SearchEntry.objects.stale().exists():
                continue
        return


def _leave(error: EngineError) -> None:
    logger.warning(
        "Search index not written; entries wait for the next drain",
        extra={"event": "search.drain.deferred", "reason": type(error).__name__},
    )


def mend_soon() -> None:
    """Build the index again in a thread of this process, unless one was just begun.

    A process that ends meanwhile frees the lock; the next write, or the timer's
    `drain_search_index`, begins anew.
    """
    global _mend_again_at
    with _beginning:
        now = monotonic()
        if now < _mend_again_at:
            return
        _mend_again_at = now + _SECONDS_BETWEEN_MENDS
    _in_background(_mend)


def _mend() -> None:
    global _mend_again_at
    try:
        bring_up_to_date()
        _mend_again_at = 0.0
        logger.info("Search index mended", extra={"event": "search.index.mended"})
    except EngineError as error:
        logger.exception(
            "Search index could not be built again",
            extra={"event": "search.index.not_mended", "reason": type(error).__name__},
        )


def _in_background(work: Callable[[], None]) -> None:
    def whole() -> None:
        try:
            work()
        finally:
            connection.close()

    Thread(target=whole, name="search-mending", daemon=True).start()


def bring_up_to_date() -> None:
    """Drain what is stale; build the index when there is none or it is damaged."""
    try:
        drain()
    except EngineBroken:
        rebuild_index()


def drain(patience: float | None = None) -> int:
    """Carry stale entries to the engine; return how many were carried.

    Waits for the right to write as long as `Engine.writing` does, or as told.
    Raises EngineBusy when another process is at it, and EngineBroken when the index
    cannot be written; either way nothing is lost, the entries stay stale.
    """
    engine = get_engine()
    with engine.writing(patience):
        carried = _carry_stale(engine)
        if not carried:
            # Otherwise an index lost while nothing waits would stay lost.
            engine.check()
    return carried


def rebuild_index(progress: Progress = iter) -> int:
    """Build a new index of all entries and swap it in; return how many it holds.

    Safe while the site serves and writes: readers keep the old index until the new one
    stands, and what changed meanwhile is carried over before the lock is released.
    Raises EngineBusy when another process is writing.
    """
    engine = get_engine()
    with engine.writing():
        carried = _carry_everything(engine, progress)
        _carry_stale(engine)
    return carried


def _carry_stale(engine: Engine) -> int:
    """Carry stale entries over, batch by batch; the caller holds the right to write."""
    carried = 0
    while batch := list(SearchEntry.objects.stale().order_by("pk")[:_BATCH]):
        engine.apply(batch)
        spelling.learn(batch)
        for row in batch:
            if row.is_gone:
                _forget(row)
        _mark_carried({row.pk: row.revision for row in batch if not row.is_gone})
        carried += len(batch)
    return carried


def forget_unused_words() -> None:
    """Let “Did you mean” offer no word that is in no entry any more; nobody waits for it."""
    words = spelling.Relearning()
    for row in _everything():
        words.take(row)
    words.finish()


def _carry_everything(engine: Engine, progress: Progress) -> int:
    # Noted before the new index is begun: what goes while it is being built may be in
    # it, and has to stay until the engine has dropped it.
    gone = list(SearchEntry.objects.filter(is_gone=True))
    carried: dict[int, int] = {}
    words = spelling.Relearning()

    def rows() -> Iterator[SearchEntry]:
        for row in progress(_everything()):
            carried[row.pk] = row.revision
            words.take(row)
            yield row

    engine.rebuild(rows())
    words.finish()
    for row in gone:
        _forget(row)
    _mark_carried(carried)
    return len(carried)


def _everything() -> Iterator[SearchEntry]:
    """Yield what can be found, in batches: an engine may write to the same database."""
    last = 0
    there = SearchEntry.objects.filter(is_gone=False).order_by("pk")
    while batch := list(there.filter(pk__gt=last)[:_BATCH]):
        yield from batch
        last = batch[-1].pk


def _forget(row: SearchEntry) -> None:
    """Delete a row that the engine has dropped, unless it changed meanwhile."""
    SearchEntry.objects.filter(pk=row.pk, revision=row.revision).delete()


def _mark_carried(revisions: Mapping[int, int]) -> None:
    """Note what the engine has taken; a row that changed meanwhile stays stale."""
    for revision in set(revisions.values()):
        pks = [pk for pk, taken in revisions.items() if taken == revision]
        for start in range(0, len(pks), _BATCH):
            SearchEntry.objects.filter(
                pk__in=pks[start : start + _BATCH], revision=revision
            ).update(indexed_revision=revision)
