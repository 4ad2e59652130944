"""What the list of entries says of each besides its name."""

from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.timesince import timesince
from wagtail.admin.ui.tables import Column

from hub.directory.completeness import READ_WITH, completeness_of
from hub.directory.models import Organisation


def freshness(organisation: Organisation) -> str:
    """When the entry was last confirmed, in words."""
    on = organisation.confirmed_on
    if on is None:
        return "never"
    today = timezone.localdate()
    return "today" if on >= today else f"{timesince(on, today, depth=1)} ago"


def completeness(organisation: Organisation) -> str:
    """How much the entry says, and the first things that are missing."""
    found = completeness_of(organisation)
    if not found.missing:
        return str(found)
    more = f" and {len(found.missing) - 2} more" if len(found.missing) > 2 else ""
    return f"{found}; missing: {', '.join(found.missing[:2])}{more}"


def verified(organisation: Organisation) -> str:
    """Until when it is verified that it is a co-op."""
    until = organisation.verified_until
    return f"until {until:%-d %B %Y}" if until else "no"


def with_columns(entries: QuerySet) -> QuerySet:
    """Read what the columns show, in a fixed number of queries."""
    today = timezone.localdate()
    holds = Q(
        verifications__verified_on__lte=today, verifications__valid_until__gte=today
    )
    return entries.prefetch_related(*READ_WITH).annotate(
        verified_until=Max("verifications__valid_until", filter=holds)
    )


COLUMNS = [
    Column("freshness", label="Confirmed", accessor=freshness),
    Column("completeness", label="Complete", accessor=completeness),
    Column("verified", label="Verified", accessor=verified),
]
