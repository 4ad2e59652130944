"""Which version of its wording a clause stands in a pack with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.core.vocabulary import ClauseStatus
from hub.procurement.models import ClausePage, ClauseVersion
from hub.procurement.versions import difference_url


@dataclass(frozen=True, slots=True)
class Newer:
    """The version in use, where a pack holds another; and what differs between the two."""

    version: str
    difference_url: str


def version_of(thing: Any) -> str:
    """Return the version a pack holds from now on; only wording has versions."""
    return thing.version if isinstance(thing, ClausePage) else ""


def put_in_versions(asked: Sequence[tuple[str, ClausePage]]) -> dict[int, Newer]:
    """Give each clause the wording of a version; return what is in use instead, by key.

    The clauses are for reading alone: they say what they said then, and are never saved.
    One query.
    """
    others = [(version, one) for version, one in asked if version != one.version]
    if not others:
        return {}
    records = {
        (record.clause_id, record.version): record
        for record in ClauseVersion.objects.filter(
            clause__in=[clause for _, clause in others],
            version__in={version for version, _ in others},
        )
    }
    newer = {}
    for version, clause in others:
        if record := records.get((clause.pk, version)):
            url = difference_url(clause, version, clause.version)
            newer[clause.pk] = Newer(clause.version, url)
            _put_in(clause, record)
    return newer


def _put_in(clause: ClausePage, record: ClauseVersion) -> None:
    clause.wording = record.wording
    clause.version, clause.version_date = record.version, record.version_date
    clause.version_note, clause.is_minor = record.note, record.is_minor
    # What must not be used any more must not be used in an older wording either.
    if clause.status != ClauseStatus.SUPERSEDED:
        clause.status = record.status
