"""Questions about people."""

from typing import Self

from django.db import models

from hub.core.visibility import Asker, levels_for


class IntroductionQuerySet(models.QuerySet):
    """Introductions."""

    def between_members(self) -> Self:
        """Keep those between two people who are both here."""
        here = {
            "is_active": True,
            "approved_at__isnull": False,
            "erased_at__isnull": True,
            "leaves_at__isnull": True,
        }
        return self.filter(
            **{
                f"{one}__{name}": v
                for one in ("asker", "asked")
                for name, v in here.items()
            }
        )

    def shown_to_the_asked(self, person: Asker) -> Self:
        """Keep what this person was asked, and not by somebody they block."""
        return (
            self.between_members()
            .filter(asked=person.pk)
            .exclude(state="withdrawn")
            .exclude(asker__in=person.blocks.values("blocked"))
            .select_related("asker__profile")
        )


class ProfileQuerySet(models.QuerySet):
    """Profiles."""

    def of_members(self) -> Self:
        """Keep those of people who were let in and are neither off nor leaving."""
        return self.filter(
            user__is_active=True,
            user__approved_at__isnull=False,
            user__erased_at__isnull=True,
            user__leaves_at__isnull=True,
        )

    def shown_to(self, asker: Asker) -> Self:
        """Keep those whose page `asker` may open; one's own, always."""
        may = models.Q(name_seen_by__in=levels_for(asker))
        if asker.is_authenticated:
            may |= models.Q(user=asker.pk)
        return self.of_members().filter(may)

    def listed(self) -> Self:
        """Keep those who want to be found by members."""
        return (
            self.of_members()
            .filter(is_listed=True, name_seen_by__in=["public", "members"])
            .select_related("user", "organisation")
        )
