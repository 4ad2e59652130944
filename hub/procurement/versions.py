"""Each version of a clause at an address of its own, and what differs between two."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.http import Http404

from hub.procurement.comparing import compare
from hub.procurement.filling import settled_wording

if TYPE_CHECKING:
    from hub.procurement.models import ClausePage, ClauseVersion

#: A version in an address, as `ClausePage.version` is written.
VERSION = r"[0-9]+(?:\.[0-9]+)*"


@dataclass(frozen=True, slots=True)
class VersionLink:
    """One version, where it stands, and where it is compared with the one before it."""

    version: "ClauseVersion"
    url: str
    is_current: bool
    compared_url: str


def version_links(clause: "ClausePage") -> list[VersionLink]:
    """Return every version of a clause, the one published last first; one query."""
    return _links(clause, list(clause.versions.newest_first()))


def _links(clause: "ClausePage", versions: list["ClauseVersion"]) -> list[VersionLink]:
    before = {newer.pk: older for newer, older in pairwise(versions)}
    return [
        VersionLink(
            one,
            version_url(clause, one.version),
            one.version == clause.version,
            difference_url(clause, before[one.pk].version, one.version)
            if one.pk in before
            else "",
        )
        for one in versions
    ]


def version_context(clause: "ClausePage", version: str) -> dict[str, object]:
    """Return what the page of one version shows; Http404 for one that never was."""
    every = list(clause.versions.newest_first())
    versions = {one.version: one for one in every}
    shown, current = _of(versions, version), versions.get(clause.version)
    is_current = version == clause.version
    return {
        "versions": _links(clause, every),
        "shown": shown,
        "paragraphs": settled_wording(shown.wording).paragraphs,
        "current": None if is_current else current,
        "current_url": version_url(clause, clause.version),
        "compared_url": ""
        if is_current or current is None
        else difference_url(clause, version, clause.version),
        "breadcrumb": _trail(clause, f"Version {version}"),
    }


def difference_context(
    clause: "ClausePage", older: str, newer: str
) -> dict[str, object]:
    """Return what differs between two versions; Http404 where either never was."""
    every = list(clause.versions.newest_first())
    versions = {one.version: one for one in every}
    was, now = _of(versions, older), _of(versions, newer)
    compared = compare(was.wording, now.wording)
    return {
        "versions": _links(clause, every),
        "was": was,
        "now": now,
        "was_url": version_url(clause, older),
        "now_url": version_url(clause, newer),
        "compared": compared,
        "changes": sum(one.has_changed for one in compared),
        "breadcrumb": _trail(clause, f"From {older} to {newer}"),
    }


def version_url(clause: "ClausePage", version: str) -> str:
    """Return the address of one version, which never changes."""
    return f"{clause.url}{clause.reverse_subpage('version', args=(version,))}"


def difference_url(clause: "ClausePage", older: str, newer: str) -> str:
    """Return the address of what differs between two versions."""
    return f"{clause.url}{clause.reverse_subpage('difference', args=(older, newer))}"


def _of(versions: dict[str, "ClauseVersion"], version: str) -> "ClauseVersion":
    if version not in versions:
        raise Http404("No such version was published.")
    return versions[version]


def _trail(clause: "ClausePage", here: str) -> list[tuple[str, str | None]]:
    *above, (title, _) = clause.breadcrumb()
    return [*above, (title, clause.url), (here, None)]
