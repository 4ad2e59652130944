"""Organisations like this one: plain rules, each with its weight and its words.

What two organisations share counts by `SHARED`, and by `BESIDES` how near they are to each
other, their region, size and kind; the sum decides. To change what counts as alike, change
these two.

Nothing is read but what the directory shows to everybody: published entries, and the
point that is kept with an entry, which is rough where the exact address is kept back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import NamedTuple

from django.db.models import QuerySet, Value

from hub.core.vocabulary import Nation, OrganisationKind
from hub.directory.distance import miles_in_words
from hub.directory.models import Organisation
from hub.directory.vocabulary import PointPrecision
from hub.places.models import Region
from hub.places.points import Point, box_around, miles_between

MOST_SHOWN = 4
# Being of one kind in one region is not yet being alike.
LEAST_SCORE = 3
# A long list of services must not outweigh all else.
MOST_OF_A_SORT = 2
#: Up to how many miles count as near, and what that weighs.
NEAR = ((10.0, 3), (25.0, 2), (50.0, 1))
# England is told by its regions; to be of one of the others says about as much.
_TOLD_BY_NATION = frozenset({Nation.SCOTLAND, Nation.WALES, Nation.NORTHERN_IRELAND})


@dataclass(frozen=True, slots=True)
class Shared:
    """The same term under one relation: what each weighs, and how it is said."""

    relation: str
    weight: int
    words: str
    between: str = ", "


SHARED = (
    Shared("services", 3, "same service: {}"),
    Shared("ownership_models", 3, "{} too", between=" and "),
    Shared("people_supported", 2, "supports the same people: {}"),
    Shared("councils_served", 2, "serves the same area: {}"),
    Shared("can_help_with", 1, "can help with the same: {}"),
    Shared("looking_for", 1, "looking for the same: {}"),
)


class Traits(NamedTuple):
    """The light columns of an entry, which the rules look at beside what is shared."""

    pk: int
    kind: str
    nation: str
    region: str
    size_band: str
    latitude: float | None
    longitude: float | None
    precision: str


class Pair(NamedTuple):
    """This organisation and another; miles only where they may count as near."""

    this: Traits
    other: Traits
    miles: float | None
    serves_same_area: bool


def _weigh_nearness(pair: Pair) -> int:
    if pair.miles is None:
        return 0
    return next((weight for limit, weight in NEAR if pair.miles <= limit), 0)


def _say_miles(pair: Pair) -> str:
    exact = pair.this.precision == pair.other.precision == PointPrecision.POSTCODE
    return f"{miles_in_words(pair.miles or 0, is_approximate=not exact)} away"


def _weigh_region(pair: Pair) -> int:
    # Where the council is the same, so is the region.
    if pair.serves_same_area:
        return 0
    if pair.this.region:
        return int(pair.this.region == pair.other.region)
    is_told = pair.this.nation in _TOLD_BY_NATION
    return int(is_told and pair.this.nation == pair.other.nation)


def _say_region(pair: Pair) -> str:
    if pair.this.region:
        return f"same region: {Region(pair.this.region).label}"
    return f"same nation: {Nation(pair.this.nation).label}"


def _weigh_size(pair: Pair) -> int:
    return int(
        bool(pair.this.size_band) and pair.this.size_band == pair.other.size_band
    )


def _weigh_kind(pair: Pair) -> int:
    return int(pair.this.kind == pair.other.kind)


def _say_kind(pair: Pair) -> str:
    return f"same kind: {_in_a_sentence(OrganisationKind(pair.this.kind).label)}"


Rule = tuple[Callable[[Pair], int], Callable[[Pair], str]]
#: What a pair weighs by each rule, and how that is said.
BESIDES: tuple[Rule, ...] = (
    (_weigh_nearness, _say_miles),
    (_weigh_region, _say_region),
    (_weigh_size, lambda _: "similar size"),
    (_weigh_kind, _say_kind),
)

# Near each other, and the three others of one each.
MOST_BESIDES = NEAR[0][1] + 3

# Which terms another shares with this one, by the place of the rule in `SHARED`.
Same = Mapping[int, Sequence[int]]
# The words for the terms that this one has, likewise.
Own = Sequence[Mapping[int, str]]
_AREA = next(n for n, rule in enumerate(SHARED) if rule.relation == "councils_served")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation like the one that is looked at; the weightiest reason comes first."""

    organisation: Organisation
    reasons: tuple[str, ...]


def like(organisation: Organisation) -> list[Suggestion]:
    """Return the organisations most like this one, the likest first.

    Three queries beside those for its own terms, however many entries there are.
    """
    if organisation.pk is None:
        return []
    own = [_own_words(organisation, rule) for rule in SHARED]
    shared = _shared_with(organisation, own)
    weights = {pk: _weight_of(same) for pk, same in shared.items()}
    scored = (
        (
            weights.get(pair.other.pk, 0) + sum([weigh(pair) for weigh, _ in BESIDES]),
            pair,
        )
        for pair in _pairs(organisation, shared, weights)
    )
    enough = ((score, pair) for score, pair in scored if score >= LEAST_SCORE)
    pairs = [pair for _, pair in nsmallest(MOST_SHOWN, enough, key=_likest_first)]
    entries = Organisation.objects.listed().in_bulk([pair.other.pk for pair in pairs])
    return [
        Suggestion(entry, _reasons(pair, shared.get(entry.pk, {}), own))
        for pair in pairs
        if (entry := entries.get(pair.other.pk))
    ]


def _weight_of(same: Same) -> int:
    return sum(
        [
            SHARED[place].weight * min(len(terms), MOST_OF_A_SORT)
            for place, terms in same.items()
        ]
    )


def _likest_first(scored: tuple[int, Pair]) -> tuple[int, float, int]:
    score, pair = scored
    return -score, float("inf") if pair.miles is None else pair.miles, pair.other.pk


def _reasons(pair: Pair, same: Same, own: Own) -> tuple[str, ...]:
    reasons = [(weigh(pair), say) for weigh, say in BESIDES]
    said = [(weight, say(pair)) for weight, say in reasons if weight]
    for place, terms in same.items():
        rule = SHARED[place]
        names = sorted(own[place][term] for term in terms)[:MOST_OF_A_SORT]
        weight = rule.weight * len(names)
        said.append((weight, rule.words.format(rule.between.join(names))))
    said.sort(key=lambda reason: -reason[0])
    return tuple(words for _, words in said)


def _pairs(
    organisation: Organisation, shared: Mapping[int, Same], weights: Mapping[int, int]
) -> Iterator[Pair]:
    """Yield this organisation with each listed one that may be among the likest.

    One query. Whoever shares so little that all else could not lift it to the top is
    passed by, which spares most of the reckoning.
    """
    this = Traits._make(getattr(organisation, name) for name in Traits._fields)
    listed = Organisation.objects.listed().exclude(pk=organisation.pk).order_by()
    others = [Traits._make(row) for row in listed.values_list(*Traits._fields)]
    most = nlargest(MOST_SHOWN, (weights.get(other.pk, 0) for other in others))
    least = min(most, default=0) - MOST_BESIDES
    miles = _miles_from(this)
    for other in others:
        if weights.get(other.pk, 0) >= least:
            serves_same_area = _AREA in shared.get(other.pk, ())
            yield Pair(this, other, miles(other), serves_same_area)


def _miles_from(this: Traits) -> Callable[[Traits], float | None]:
    if this.latitude is None or this.longitude is None:
        return lambda _: None
    here = Point(this.latitude, this.longitude)
    box = box_around(here, NEAR[-1][0])

    def miles(other: Traits) -> float | None:
        north, east = other.latitude, other.longitude
        if north is None or east is None:
            return None
        # Most are far away, which two comparisons tell.
        if not (box.south <= north <= box.north and box.west <= east <= box.east):
            return None
        return miles_between(here, Point(north, east))

    return miles


def _shared_with(organisation: Organisation, own: Own) -> dict[int, dict]:
    """Return for each other the terms that it shares, in one query."""
    rows = [
        _rows(place, SHARED[place].relation, terms).exclude(organisation=organisation)
        for place, terms in enumerate(own)
        if terms
    ]
    shared: dict[int, dict[int, list[int]]] = defaultdict(dict)
    if rows:
        for place, other, term in rows[0].union(*rows[1:], all=True):
            shared[other].setdefault(place, []).append(term)
    return shared


def _rows(place: int, relation: str, terms: Iterable[int]) -> QuerySet:
    many = Organisation._meta.get_field(relation)
    term = f"{many.m2m_reverse_field_name()}_id"
    rows = many.remote_field.through.objects.filter(**{f"{term}__in": list(terms)})
    return rows.values_list(Value(place), "organisation_id", term)


def _own_words(organisation: Organisation, rule: Shared) -> dict[int, str]:
    terms = getattr(organisation, rule.relation).all()
    is_name = rule.relation == "councils_served"
    return {
        term.pk: str(term) if is_name else _in_a_sentence(str(term)) for term in terms
    }


def _in_a_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]
