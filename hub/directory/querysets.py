"""Questions about organisations."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone

from hub.core.vocabulary import OrganisationKind

# An entry that nobody has confirmed for longer is stale.
CONFIRMED_FOR = dt.timedelta(days=365)


class OrganisationQuerySet(models.QuerySet):
    """Organisations."""

    def listed(self) -> Self:
        """Keep what the directory shows: published entries."""
        return self.filter(live=True)

    def providers_first(self) -> Self:
        """Order care providers before those that work with them, each by name."""
        is_other = models.Case(
            models.When(kind=OrganisationKind.CARE_PROVIDER, then=0), default=1
        )
        return self.order_by(is_other, "name", "pk")

    def care_providers(self) -> Self:
        """Keep those that provide care."""
        return self.filter(kind=OrganisationKind.CARE_PROVIDER)

    def stale(self, today: dt.date | None = None) -> Self:
        """Keep what the directory shows though nobody has confirmed it for a year."""
        before = (today or timezone.localdate()) - CONFIRMED_FOR
        long_ago = models.Q(confirmed_on=None) | models.Q(confirmed_on__lt=before)
        return self.listed().filter(long_ago)

    def longest_unconfirmed_first(self) -> Self:
        """Put what was never confirmed first, then what was confirmed longest ago."""
        # Databases differ in where they put what is empty, unless they are told.
        when = models.F("confirmed_on").asc(nulls_first=True)
        return self.order_by(when, "name", "pk")

    def for_cards(self) -> Self:
        """Fetch what a list row shows, in a fixed number of queries."""
        return self.prefetch_related(
            "ownership_models", "services", "can_help_with", "looking_for"
        )
