"""Look again at things that changed, once for each transaction, before it commits."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from hub.core.db.before_commit import before_commit
from hub.search import outbox
from hub.search.entries import Entry
from hub.search.sources import PageSource, Source, all_sources

Thing = TypeVar("Thing")
# So many things are read, and their rows locked, at a time.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class _One:
    """A thing to look at again."""

    source: Source
    pk: Any


@dataclass(frozen=True, slots=True)
class _Tree:
    """A page to look at again, with everything under it."""

    pk: int


def refresh(source: Source, pks: Iterable[Any]) -> None:
    """Refresh the entries of things in the transaction that changes them.

    They are read again at its end: an instance in hand may carry an unsaved draft, and
    one change sends many signals. What is gone or may not be found loses its entry.
    """
    before_commit(_look_again, [_One(source, pk) for pk in pks])


def refresh_tree(page: Page) -> None:
    """Refresh the entries of a page and of everything under it, likewise."""
    before_commit(_look_again, [_Tree(page.pk)])


@transaction.atomic
def _look_again(marks: list[_One | _Tree]) -> None:
    ones = [mark for mark in marks if isinstance(mark, _One)]
    trees = {mark.pk for mark in marks if isinstance(mark, _Tree)}
    changed: set[int] = set()
    ones.sort(key=lambda one: one.source.key(""))
    for source, group in groupby(ones, key=lambda one: one.source):
        keys = _rewrite(source, [one.pk for one in group])
        if isinstance(source, PageSource):
            changed |= keys
    # What stands below a page names what stands above it, and may inherit from it.
    _look_below(trees, changed)


def _look_below(trees: Collection[int], changed: Collection[int]) -> None:
    """Refresh what stands in these trees, and under the pages that changed."""
    tops = Page.objects.filter(
        Q(pk__in=trees) | Q(pk__in=changed, numchild__gt=0)
    ).values_list("path", flat=True)
    below = Q()
    for path in tops:
        below |= Q(path__startswith=path)
    if not below:
        return
    for source in all_sources():
        if isinstance(source, PageSource):
            pages = source.model._default_manager.filter(below).exclude(pk__in=changed)
            _rewrite(source, pages.values_list("pk", flat=True))


def _rewrite(source: Source, pks: Iterable[Any]) -> set[Any]:
    """Write the entries of these things anew; return the keys of those that changed."""
    changed: set[Any] = set()
    for batch in _batches(pks):
        keys = {source.key(pk): pk for pk in batch}
        rewritten = outbox.rewrite(keys, lambda batch=batch: _entries(source, batch))
        changed |= {keys[key] for key in rewritten}
    return changed


def _entries(source: Source, pks: Collection[Any]) -> Iterator[Entry]:
    for _, entry in source.entries(source.queryset().filter(pk__in=pks)):
        if entry is not None:
            yield entry


def _batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    left = iter(things)
    while batch := list(islice(left, _BATCH)):
        yield batch
