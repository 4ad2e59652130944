"""Bring the entries up to date with everything the sources say."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction

from hub.search import outbox
from hub.search.entries import Entry
from hub.search.models import SearchEntry
from hub.search.sources import Source, all_sources

Progress = Callable[[Iterable[Any]], Iterable[Any]]
# Few at a time: their rows are locked, and on SQLite nobody else writes meanwhile.
_BATCH = 50


def collect_entries(progress: Progress = iter) -> int:
    """Write the entry of everything that may be found; return how many there are.

    Safe while the site writes: what changes meanwhile keeps its newer entry. The
    caller carries the entries to the engine.
    """
    before = _revisions()
    pks = {source: _pks(source) for source in all_sources()}
    things = [(source, pk) for source, own in pks.items() for pk in own]
    seen: set[str] = set()
    batch: list[tuple[Source, Any]] = []
    for source, pk in progress(things):
        if batch and (batch[0][0] is not source or len(batch) == _BATCH):
            seen |= _collect(batch)
            batch = []
        batch.append((source, pk))
    if batch:
        seen |= _collect(batch)
    _remove_left_over({key: before[key] for key in before.keys() - seen})
    return len(seen)


def _collect(batch: list[tuple[Source, Any]]) -> set[str]:
    """Write the entries of some things of one source; return their keys."""
    source = batch[0][0]
    pks = [pk for _, pk in batch]
    seen = set()

    def read() -> Iterator[Entry]:
        for _, entry in source.entries(source.queryset().filter(pk__in=pks)):
            if entry is not None:
                seen.add(entry.key)
                yield entry

    outbox.rewrite([source.key(pk) for pk in pks], read, drain=False)
    return seen


@transaction.atomic
def _remove_left_over(revisions: dict[str, int]) -> None:
    """Remove entries that no source gave, but for those written meanwhile."""
    now = _revisions()
    outbox.remove(
        [key for key, was in revisions.items() if now.get(key) == was], drain=False
    )


def _pks(source: Source) -> list[Any]:
    return list(source.queryset().order_by("pk").values_list("pk", flat=True))


def _revisions() -> dict[str, int]:
    there = SearchEntry.objects.filter(is_gone=False)
    return dict(there.values_list("key", "revision"))
