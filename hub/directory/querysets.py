"""Questions about organisations."""

from typing import Self

from django.db import models

from hub.core.vocabulary import OrganisationKind


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

    def for_cards(self) -> Self:
        """Fetch what a list row shows, in a fixed number of queries."""
        return self.prefetch_related(
            "ownership_models", "services", "can_help_with", "looking_for"
        )
