"""Who can be named in a message: people who may read its board, and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from forum.adapter.visibility import board_key
from forum.answers.people import people_of
from hub.core.visibility import holders_of
from hub.directory.models import Organisation
from hub.members.models import Block, Membership, Profile

#: So many are offered at once.
MOST = 8
#: More letters than this name nobody.
MOST_LETTERS = 80
# Of people who may not read the board so many are passed over, some at a time.
_REACH, _BATCH = 120, 40


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody who can be named; `about` says who they are, as far as they show it."""

    slug: str
    name: str
    about: str


def offered(typed: str, *, board: int, asker: Any) -> Sequence[Offered]:
    """Return whom `typed` may begin to name on this board, people first."""
    typed = typed.strip()[:MOST_LETTERS]
    if not typed:
        return []
    people = _people(typed, board, asker)
    seen, _ = people_of([one.user_id for one in people], (), board, asker)
    cards = [seen[one.user_id].card for one in people if one.user_id in seen]
    found = [Offered(card.slug, card.name, card.meta) for card in cards if card]
    return [*found, *_organisations(typed, MOST - len(found))]


def acting_for(slugs: frozenset[str]) -> QuerySet:
    """Return the keys of those who act for the organisations of these slugs."""
    acting = Membership.objects.in_force().filter(
        organisation__live=True, organisation__slug__in=slugs
    )
    return acting.values("user")


def _people(typed: str, board: int, asker: Any) -> list[Profile]:
    block = Block.objects.all()
    candidates = (
        Profile.objects.shown_to(asker)
        .filter(_named("user__display_name", typed) | Q(slug__startswith=typed.lower()))
        .exclude(user=asker.pk)
        .exclude(user__in=block.filter(blocker=asker.pk).values("blocked"))
        .exclude(user__in=block.filter(blocked=asker.pk).values("blocker"))
        .select_related("user")
        .order_by("user__display_name", "pk")
    )
    found: list[Profile] = []
    for start in range(0, _REACH, _BATCH):
        some = list(candidates[start : start + _BATCH])
        readers = holders_of(board_key(board), [one.user for one in some])
        may_read = {reader.pk for reader in readers}
        found.extend(one for one in some if one.user_id in may_read)
        if len(found) >= MOST or len(some) < _BATCH:
            break
    return found[:MOST]


def _organisations(typed: str, room: int) -> list[Offered]:
    """Return published organisations for which somebody acts: naming one reaches them."""
    if room < 1:
        return []
    acting = Membership.objects.in_force().values("organisation")
    named = _named("name", typed) | Q(slug__startswith=typed.lower())
    rows = Organisation.objects.listed().filter(named, pk__in=acting).order_by("name")
    return [
        Offered(slug, name, "Organisation: reaches its members")
        for slug, name in rows.values_list("slug", "name")[:room]
        if len(slug) <= MOST_LETTERS
    ]


def _named(field: str, typed: str) -> Q:
    """Return the condition that a word of the name begins so."""
    return Q(**{f"{field}__istartswith": typed}) | Q(
        **{f"{field}__icontains": f" {typed}"}
    )
