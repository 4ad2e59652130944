"""What the list of entries is narrowed by in the admin."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from hub.directory.models import Organisation, Rating
from hub.directory.querysets import OrganisationQuerySet

_OLD = dt.timedelta(days=3 * 365)


class OrganisationFilterSet(WagtailFilterSet):
    """What is stale, unverified, of a kind, of a place, published."""

    confirmed = ChoiceFilter(
        label="Confirmed",
        choices=[("stale", "Not for a year, though published")],
        method="keep_stale",
    )
    verified = ChoiceFilter(
        label="Verified",
        choices=[("yes", "Verified now"), ("no", "Not, or no longer")],
        method="keep_verified",
    )

    rating = ChoiceFilter(
        label="Last rating",
        choices=[("old", "Older than three years")],
        method="keep_old_rating",
    )

    class Meta:
        model = Organisation
        fields = ["kind", "stage", "nation", "region", "live"]

    def keep_stale(
        self, entries: OrganisationQuerySet, name: str, value: str
    ) -> OrganisationQuerySet:
        """Keep what nobody has confirmed for a year."""
        return entries.stale()

    def keep_verified(
        self, entries: OrganisationQuerySet, name: str, value: str
    ) -> OrganisationQuerySet:
        """Keep what is verified today, or what is not."""
        today = timezone.localdate()
        holding = Organisation.objects.filter(
            verifications__verified_on__lte=today, verifications__valid_until__gte=today
        )
        holds = Q(pk__in=holding.values("pk"))
        return entries.filter(holds if value == "yes" else ~holds)

    def keep_old_rating(
        self, entries: OrganisationQuerySet, name: str, value: str
    ) -> OrganisationQuerySet:
        """Keep what has a rating, and none of the last three years."""
        since = timezone.localdate() - _OLD
        recent = Rating.objects.filter(rated_on__gte=since).values("organisation")
        rated = Rating.objects.values("organisation")
        return entries.filter(pk__in=rated).exclude(pk__in=recent)
