"""Write entries in the same transaction as the things they stand for."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from hub.core.marks import thinned
from hub.search.carrying import drain_or_leave
from hub.search.entries import Entry
from hub.search.models import SearchEntry

# Of a thing that is gone nothing is kept that tells of it: it may be a person.
_GONE: Mapping[str, object] = {
    "is_gone": True,
    "title": "",
    "summary": "",
    "body": "",
    "url": "",
    "where": "",
    "facets": {},
    "facts": [],
    "parts": [],
}
_WRITTEN = (
    "kind",
    "title",
    "url",
    "summary",
    "body",
    "where",
    "visibility",
    "facets",
    "facts",
    "parts",
    "changed_at",
    "is_gone",
    "found_since",
    "written_at",
    "revision",
)


def put(entry: Entry, *, drain: bool = True) -> bool:
    """Write an entry; return whether it is new or changed.

    One that is the same already costs the engine nothing. Without `drain` the caller
    carries the entries over itself.
    """
    return bool(rewrite([entry.key], lambda: [entry], drain=drain))


def remove(keys: Iterable[str], *, drain: bool = True) -> bool:
    """Mark entries as gone; return whether any was there.

    The engine drops them at the next drain.
    """
    return bool(rewrite(keys, tuple, drain=drain))


@transaction.atomic
def rewrite(
    keys: Iterable[str], read: Callable[[], Iterable[Entry]], *, drain: bool = True
) -> set[str]:
    """Write anew what stands under `keys`; return the keys of what changed.

    `read` gives the entries there are now; what has none is gone. It is called when the
    rows are locked: of two who change the same thing, the one who comes last reads what
    both have changed. Costs the same number of queries for one as for many.
    """
    keys = list(keys)
    rows = _locked(keys)
    wanted = {entry.key: _values(entry) for entry in read()}
    new = wanted.keys() - rows.keys()
    if new:
        SearchEntry.objects.bulk_create(
            [SearchEntry(key=key, **wanted[key]) for key in sorted(new)],
            ignore_conflicts=True,
        )
        # Somebody else may have been first with one of them.
        rows |= _locked(new)
    changed = [
        row for key, row in rows.items() if _bring_to(row, wanted.get(key, _GONE))
    ]
    if changed:
        SearchEntry.objects.bulk_update(changed, _WRITTEN)
    if drain and (new or changed):
        _drain_after_commit()
    return {row.key for row in changed} | new


def _locked(keys: Iterable[str]) -> dict[str, SearchEntry]:
    rows = SearchEntry.objects.select_for_update().filter(key__in=list(keys))
    return {row.key: row for row in rows.order_by("pk")}


def _bring_to(row: SearchEntry, values: Mapping[str, object]) -> bool:
    """Give a row these values; return whether it had others."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    row.written_at = timezone.now()
    if row.is_gone and not values["is_gone"]:
        row.found_since = row.written_at
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    return True


def _drain_after_commit() -> None:
    connection = transaction.get_connection()
    waiting = [function for _, function, *_ in connection.run_on_commit]
    if drain_or_leave not in waiting:
        transaction.on_commit(drain_or_leave, robust=True)


def _values(entry: Entry) -> dict[str, object]:
    body, parts = _body_and_parts(entry)
    return {
        "kind": entry.kind,
        "title": _composed(entry.title)[:300],
        "url": entry.url,
        "summary": _composed(entry.summary),
        "body": body,
        "where": entry.where[:300],
        "visibility": entry.visibility,
        "facets": {name: list(values) for name, values in entry.facets.items()},
        "facts": [_composed(fact) for fact in entry.facts],
        "parts": parts,
        "changed_at": entry.changed_at,
        "is_gone": False,
    }


def _body_and_parts(entry: Entry) -> tuple[str, list[list[int | str]]]:
    """Return the whole body, and where in it each part begins with its address."""
    body = _composed(entry.body)
    parts: list[list[int | str]] = []
    for part in entry.parts:
        if body:
            body += "\n"
        parts.append([len(body), part.url])
        body += _composed(part.text)
    return body, parts


def _composed(text: str) -> str:
    """Return `text` with each accented letter as one character, as people type it."""
    return unicodedata.normalize("NFC", thinned(text)).replace("\x00", "")
