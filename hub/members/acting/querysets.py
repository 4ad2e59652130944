"""Questions about who acts for which organisation."""

from typing import Self

from django.db import models


class MembershipQuerySet(models.QuerySet):
    """Who acts for which organisation."""

    def in_force(self) -> Self:
        """Keep those of people who can sign in: others act for nobody."""
        return self.filter(user__is_active=True)

    def owners(self) -> Self:
        """Keep those who may say who else acts for it."""
        return self.filter(role="owner")

    def owners_first(self) -> Self:
        """Put owners before editors, each by name, and read their names too."""
        # "owner" stands after "editor" in the alphabet.
        return self.select_related("user").order_by("-role", "user__display_name", "pk")


class ClaimQuerySet(models.QuerySet):
    """Members who say that they act for an organisation."""

    def waiting(self) -> Self:
        """Keep those that can be decided now, the oldest first."""
        return self.filter(state="waiting", user__is_active=True).order_by(
            "made_at", "pk"
        )
