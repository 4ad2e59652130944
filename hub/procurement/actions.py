"""What happens to clauses when they are published."""

from typing import TYPE_CHECKING

from django.db import transaction

from hub.core.vocabulary import ClauseStatus

if TYPE_CHECKING:
    from hub.procurement.models import ClausePage, ClauseVersion


class VersionAlreadyPublished(Exception):
    """This version was published before, with other wording."""


class WordingNotPassed(Exception):
    """The wording is to be current, and no lawyer has passed it."""


@transaction.atomic
def record_published_wording(*, clause: "ClausePage") -> "ClauseVersion":
    """Keep the wording that `clause` is published with under its version.

    Publishing the same version again keeps its first date of publication; its status
    follows the page, because a review changes the standing of wording, not the wording.
    Raises VersionAlreadyPublished and WordingNotPassed.
    """
    if clause.status == ClauseStatus.CURRENT and not clause.is_legally_passed():
        raise WordingNotPassed(f"{clause.slug} {clause.version}")
    record, is_new = clause.versions.get_or_create(
        version=clause.version,
        defaults={
            "version_date": clause.version_date,
            "note": clause.version_note,
            "is_minor": clause.is_minor,
            "wording": clause.wording,
            "status": clause.status,
        },
    )
    if is_new:
        return record
    if record.wording != clause.wording:
        raise VersionAlreadyPublished(f"{clause.slug} {clause.version}")
    if record.status != clause.status:
        record.status = clause.status
        record.save(update_fields=["status"])
    return record
