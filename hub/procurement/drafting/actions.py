"""Beginning a clause."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.core.vocabulary import ClauseStatus, Risk
from hub.procurement.drafting.patterns import Pattern
from hub.procurement.models import ClauseIndexPage, ClausePage


@transaction.atomic
def begin_clause(
    *, index: ClauseIndexPage, title: str, pattern: Pattern, author: Any
) -> ClausePage:
    """Add an unpublished clause below `index`, with the skeleton in it."""
    clause = ClausePage(
        title=title,
        live=False,
        owner=author,
        stage=pattern.stage,
        obligation=pattern.obligation,
        risk=Risk.MEDIUM,
        status=ClauseStatus.DRAFT,
        wording=pattern.wording,
        drafting_notes=pattern.drafting_notes,
        version_date=timezone.localdate(),
        version_note="First draft.",
    )
    index.add_child(instance=clause)
    # It is to be filled in: what a clause must have is asked for when it is published.
    clause.save_revision(user=author, clean=False)
    return clause
