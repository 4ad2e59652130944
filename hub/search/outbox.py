"""Write entries in the same transaction as the things they stand for."""

import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hub.search.carrying import drain_or_leave
from hub.search.entries import Entry
from hub.search.models import SearchEntry

_COMPARED = (
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
)


@transaction.atomic
def put(entry: Entry, *, drain: bool = True) -> bool:
    """Write an entry; return whether it is new or changed.

    One that is the same already costs the engine nothing. Without `drain` the caller
    carries the entries over itself.
    """
    values = _values(entry)
    row, created = SearchEntry.objects.select_for_update().get_or_create(
        key=entry.key, defaults=values
    )
    if not created:
        if all(getattr(row, name) == values[name] for name in _COMPARED):
            return False
        if row.is_gone:
            values["found_since"] = timezone.now()
        SearchEntry.objects.filter(pk=row.pk).update(
            revision=F("revision") + 1, **values
        )
    if drain:
        _drain_after_commit()
    return True


@transaction.atomic
def remove(keys: Iterable[str], *, drain: bool = True) -> bool:
    """Mark entries as gone; return whether any was there.

    The engine drops them at the next drain.
    """
    gone = SearchEntry.objects.filter(key__in=list(keys), is_gone=False).update(
        is_gone=True,
        title="",
        summary="",
        body="",
        facts=[],
        parts=[],
        revision=F("revision") + 1,
    )
    if gone and drain:
        _drain_after_commit()
    return bool(gone)


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
    return unicodedata.normalize("NFC", text).replace("\x00", "")
