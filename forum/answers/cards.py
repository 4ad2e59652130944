"""Who wrote what is on a page, and who is named in it: all of them in one query."""

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from django.db.models import F, Q

from hub.core.addresses import address_of
from hub.core.visibility import Asker, levels_for
from hub.members.models import Profile
from hub.members.profiles.seen import Acting, SeenProfile

_ACTING = "user__memberships__organisation__"


def cards_of(
    people: Collection[int], slugs: Collection[str], asker: Asker
) -> tuple[dict[int, SeenProfile], dict[str, SeenProfile]]:
    """Return the people whose pages `asker` may open, by their keys and by slugs.

    What each of them shows follows their own choices; whoever shows the asker no page is
    not among them.
    """
    rows = (
        Profile.objects.shown_to(asker)
        .filter(Q(user__in=people) | Q(slug__in=slugs))
        .select_related("user")
        .annotate(
            named_name=F("organisation__name"),
            named_slug=F("organisation__slug"),
            named_live=F("organisation__live"),
            acting_name=F(f"{_ACTING}name"),
            acting_slug=F(f"{_ACTING}slug"),
            acting_live=F(f"{_ACTING}live"),
        )
        .order_by("pk", "acting_name")
    )
    seen = list(_seen(rows, asker))
    return (
        {pk: one for pk, one in seen if pk in people},
        {one.slug: one for _, one in seen if one.slug in slugs},
    )


def _seen(rows: Iterable[Any], asker: Asker) -> Iterable[tuple[int, SeenProfile]]:
    """Put together the rows of each person: there is one for each organisation."""
    levels = levels_for(asker)
    for pk, own in groupby(rows, key=lambda row: row.pk):
        found = list(own)
        profile = found[0]
        acting_for = [
            (row.acting_name, row.acting_slug, row.acting_live)
            for row in found
            if row.acting_slug is not None
        ]
        named = (profile.named_name, profile.named_slug, profile.named_live)
        belongs_to = [
            Acting(name, address_of("directory:profile", slug))
            for name, slug, is_live in acting_for or [named]
            if is_live
        ]
        yield pk, SeenProfile(profile, levels, belongs_to)
