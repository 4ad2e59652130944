"""Who wrote what is on a page, and who is named in it: all of them in one query."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet

from hub.core.addresses import address_of
from hub.core.page_cache import KeptValues
from hub.core.visibility import Asker, levels_for
from hub.members.models import Profile
from hub.members.profiles.seen import Acting, SeenProfile

_ACTING = "user__memberships__organisation__"


class Card(NamedTuple):
    """Somebody, as far as an asker sees them; what is hidden is empty."""

    slug: str
    name: str
    url: str
    small_photo_url: str
    role: str
    organisations: tuple[Acting, ...]
    place: str
    meta: str

    @classmethod
    def of(cls, seen: SeenProfile) -> "Card":
        """Return the card of a profile."""
        return cls(
            seen.slug,
            seen.name,
            seen.url,
            seen.small_photo_url,
            seen.role,
            tuple(seen.organisations),
            seen.place,
            seen.meta,
        )


class _Key(NamedTuple):
    """Who is asked about, by key or slug, and who asks: all members, or one of them."""

    asker: Hashable
    person: int | str


_kept: KeptValues[_Key, Card | None] = KeptValues(most=4_000)


def cards_of(
    people: Collection[int], slugs: Collection[str], asker: Asker
) -> tuple[dict[int, Card], dict[str, Card]]:
    """Return the people whose pages `asker` may open, by their keys and by slugs.

    What each of them shows follows their own choices; whoever shows the asker no page is
    not among them.
    """
    levels = levels_for(asker)

    def key_of(person: int | str) -> _Key:
        # One's own page opens whatever is chosen, and a slug may be one's own.
        is_own = isinstance(person, str) or person == asker.pk
        return _Key(asker.pk if is_own else levels, person)

    wanted = {key_of(one): one for one in (*people, *slugs)}
    found = _kept.all_of(
        wanted, lambda missing: _read(missing, [wanted[key] for key in missing], asker)
    )
    cards = {wanted[key]: card for key, card in found.items() if card is not None}
    return (
        {pk: cards[pk] for pk in people if pk in cards},
        {slug: cards[slug] for slug in slugs if slug in cards},
    )


def _read(
    keys: Iterable[_Key], people: Iterable[int | str], asker: Asker
) -> Mapping[_Key, Card | None]:
    """Return the card of each, in one query; None for whoever shows no page."""
    rows = _shown_to(asker) if asker.is_authenticated else _shown_to_visitors()
    rows = rows.filter(
        Q(user__in=[one for one in people if isinstance(one, int)])
        | Q(slug__in=[one for one in people if isinstance(one, str)])
    )
    found: dict[int | str, Card] = {}
    for pk, card in _seen(rows, asker):
        found[pk] = found[card.slug] = card
    return {key: found.get(key.person) for key in keys}


def _shown_to(asker: Asker) -> QuerySet[Profile]:
    return (
        Profile.objects.shown_to(asker)
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


@lru_cache(maxsize=1)
def _shown_to_visitors() -> QuerySet[Profile]:
    # Put together once: that takes about as long as to ask it.
    return _shown_to(AnonymousUser())


def _seen(rows: Iterable[Any], asker: Asker) -> Iterable[tuple[int, Card]]:
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
        yield pk, Card.of(SeenProfile(profile, levels, belongs_to))
