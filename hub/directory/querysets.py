"""Questions about organisations."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from hub.core.vocabulary import OrganisationKind
from hub.places.finding import Area
from hub.places.points import Point, box_around

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

    def sorted_by(self, order: str) -> Self:
        """Order by `name`, by `newest`, or as `providers_first`; what is equally far, by name."""
        if order == "newest":
            # Entries that editors never published through a draft have no such date.
            since = Coalesce("first_published_at", "created_at")
            return self.order_by(since.desc(), "-pk")
        by_name = order in ("name", "distance")  # nearest first is not the database's
        return self.order_by("name", "pk") if by_name else self.providers_first()

    def in_or_serving(self, area: Area) -> Self:
        """Keep those that are based in an area or serve a council in it."""
        if area.council is not None:
            within = models.Q(councils_served=area.council)
            # Whoever says no more than that it is in Leeds is in Leeds.
            within |= models.Q(place__iexact=area.council.name)
        elif area.region:
            within = models.Q(region=area.region)
            within |= models.Q(councils_served__region=area.region)
        else:
            within = models.Q(nation=area.nation)
            within |= models.Q(councils_served__nation=area.nation)
        return self.filter(pk__in=self.model.objects.filter(within).values("pk"))

    def boxed(self, point: Point, miles: float) -> Self:
        """Keep those with a point in the box around all within `miles` of `point`."""
        box = box_around(point, miles)
        return self.filter(
            latitude__range=(box.south, box.north),
            longitude__range=(box.west, box.east),
        )

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
