"""Who wrote what is on a page, and who is named in it: all of them in one query."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from forum.forum_permission.models import GroupForumPermission, UserForumPermission
from hub.accounts.models import FORMER_MEMBER, User
from hub.core.addresses import address_of
from hub.core.db.prepared import Prepared
from hub.core.page_cache import KeptValues
from hub.core.visibility import Asker, levels_for
from hub.members.models import Profile
from hub.members.profiles.seen import Acting, SeenProfile

#: As many as can write on a page of a discussion, which is what is asked for most.
_MOST_ON_A_PAGE = 20
_ACTING = "memberships__organisation__"


class Card(NamedTuple):
    """A member whose page may be opened, as far as an asker sees it; else it is empty."""

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


class Person(NamedTuple):
    """Who writes on a board; without a card where they show the asker no page.

    `board` is where it was asked whether they moderate; None for who moderates nowhere.
    """

    name: str
    card: Card | None = None
    moderates: bool = False
    board: int | None = None


#: What is left of somebody who has gone.
NOBODY = Person(FORMER_MEMBER)


class _Key(NamedTuple):
    """Who is asked about, by key or slug; all members ask, or one.

    Moderators are kept for each board once more, where they were found on another.
    """

    asker: Hashable
    person: int | str
    board: int | None = None


_kept: KeptValues[_Key, Person | None] = KeptValues(most=4_000)


def people_of(
    keys: Collection[int], slugs: Collection[str], board: int, asker: Asker
) -> tuple[dict[int, Person], dict[str, Card]]:
    """Return people by their keys, and by slugs those whose pages `asker` may open.

    What each of them shows follows their own choices.
    """
    levels = levels_for(asker)

    def key_of(person: int | str) -> _Key:
        # One's own page opens whatever is chosen, and a slug may be one's own.
        is_own = isinstance(person, str) or person == asker.pk
        return _Key(asker.pk if is_own else levels, person)

    def read(missing: Collection[_Key]) -> Mapping[_Key, Person | None]:
        return _read(missing, board, asker)

    found = _kept.all_of([key_of(one) for one in (*keys, *slugs)], read)
    elsewhere = [
        key for key, one in found.items() if one and one.board not in (None, board)
    ]
    found |= _kept.all_of([key._replace(board=board) for key in elsewhere], read)
    by_person = {key.person: person for key, person in found.items() if person}
    cards = {slug: by_person[slug].card for slug in slugs if slug in by_person}
    return (
        {key: by_person[key] for key in keys if key in by_person},
        {slug: card for slug, card in cards.items() if card is not None},
    )


def _read(
    keys: Collection[_Key], board: int, asker: Asker
) -> Mapping[_Key, Person | None]:
    """Return the people of `keys`, in one query; None for whoever is not there."""
    pks = [key.person for key in keys if isinstance(key.person, int)]
    slugs = [key.person for key in keys if isinstance(key.person, str)]
    if slugs or asker.is_authenticated or len(pks) > _MOST_ON_A_PAGE:
        named = Q(pk__in=pks) | Q(profile__slug__in=slugs)
        rows = _people_on(board, asker).filter(named)
    else:
        rows = _people_for_visitors(len(pks)).of(board, *pks)[:]
    found: dict[int | str, Person] = {}
    for pk, person in _put_together(rows, board, asker):
        found[pk] = person
        if person.card is not None:
            found[person.card.slug] = person
    return {key: found.get(key.person) for key in keys}


def _people_on(board: int, asker: Asker) -> QuerySet[User]:
    me = OuterRef("pk")
    decides = {"has_perm": True, "permission__codename": "can_approve_posts"}
    by_group = GroupForumPermission.objects.filter(**decides, group__user=me)
    by_name = UserForumPermission.objects.filter(**decides, user=me)
    here = Exists(by_group.filter(forum=board)) | Exists(by_name.filter(forum=board))
    return (
        User.objects.select_related("profile")
        .annotate(
            shows_page=Exists(Profile.objects.shown_to(asker).filter(user=me)),
            moderates_here=here,
            moderates=Exists(by_group) | Exists(by_name),
            named_name=F("profile__organisation__name"),
            named_slug=F("profile__organisation__slug"),
            named_live=F("profile__organisation__live"),
            acting_name=F(f"{_ACTING}name"),
            acting_slug=F(f"{_ACTING}slug"),
            acting_live=F(f"{_ACTING}live"),
        )
        .order_by("pk", "acting_name")
    )


@lru_cache(maxsize=64)
def _people_for_visitors(number: int) -> Prepared[User]:
    """Return how so many people of a board are asked for."""
    visitor = AnonymousUser()
    return Prepared(
        lambda board, *people: _people_on(board, visitor).filter(pk__in=people),
        numbers=1 + number,
    )


def _put_together(
    rows: Iterable[Any], board: int, asker: Asker
) -> Iterable[tuple[int, Person]]:
    """Return a person for their rows: there is one for each organisation."""
    levels = levels_for(asker)
    for pk, own in groupby(rows, key=lambda row: row.pk):
        found = list(own)
        user = found[0]
        card = None
        if user.shows_page:
            card = Card.of(SeenProfile(user.profile, levels, _organisations(found)))
        person = Person(user.get_display_name(), card)
        if user.moderates and user.is_active:
            person = person._replace(moderates=user.moderates_here, board=board)
        yield pk, person


def _organisations(rows: list[Any]) -> list[Acting]:
    acting_for = [
        (row.acting_name, row.acting_slug, row.acting_live)
        for row in rows
        if row.acting_slug is not None
    ]
    first = rows[0]
    named = (first.named_name, first.named_slug, first.named_live)
    return [
        Acting(name, address_of("directory:profile", slug))
        for name, slug, is_live in acting_for or [named]
        if is_live
    ]
