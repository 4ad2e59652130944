"""The directory's list: what it may be narrowed by."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import (
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils import timezone

from hub.core.models import CareService, OwnershipModel, SupportedGroup, Topic
from hub.core.vocabulary import Nation, OrganisationKind, Stage
from hub.directory.models import Rating
from hub.directory.vocabulary import RatingGrade, SizeBand
from hub.places.models import Council, Region
from hub.search.narrowing import Question

PAGE_SIZE = 20
VERIFIED = "yes"


@dataclass(frozen=True, slots=True)
class _Term:
    """One word of a vocabulary that is kept as a table."""

    value: str
    label: str
    place: int
    region: str
    nation: str

    @property
    def option(self) -> tuple[str, str]:
        return self.value, self.label


# The parts of the country that councils stand under, in order.
_PARTS = dict(Region.choices) | dict(Nation.choices)


def questions(today: dt.date | None = None) -> list[Question]:
    """Return what the list may be narrowed by, in the order shown; one query."""
    terms = _terms()
    topics = [term.option for term in terms["topic"]]
    return [
        Question("kind", "Kind of organisation", "kind", OrganisationKind.choices),
        Question(
            "service",
            "Service",
            "services__key",
            [term.option for term in terms["service"]],
        ),
        Question(
            "people",
            "People supported",
            "people_supported__key",
            [term.option for term in terms["people"]],
        ),
        Question(
            "model",
            "Ownership",
            "ownership_models__key",
            [term.option for term in terms["model"]],
        ),
        _verified(today or timezone.localdate()),
        _folded("helps", "Can help with", "can_help_with__slug", topics),
        _folded("seeks", "Looking for", "looking_for__slug", topics),
        _folded("nation", "Nation", "nation", Nation.choices),
        _folded("region", "Region of England", "region", Region.choices),
        _councils(terms["council"]),
        _folded("size", "Size", "size_band", SizeBand.choices),
        _folded("stage", "Stage", "stage", Stage.choices),
        _rated(),
    ]


def _folded(name: str, label: str, lookup: str, options: list) -> Question:
    return Question(name, label, lookup, options, is_folded=True)


def _verified(today: dt.date) -> Question:
    """Whether somebody checked that it is a co-op, as `verified.standing_of` says."""
    holds = Q(
        verifications__verified_on__lte=today, verifications__valid_until__gte=today
    )
    yes = Value(VERIFIED, CharField())
    return Question(
        "verified", "Checked", yes, [(VERIFIED, "Verified co-op")], among=holds
    )


def _rated() -> Question:
    """Ask what a regulator says of a service now: its older reports are over."""
    newer = Rating.objects.filter(
        organisation=OuterRef("organisation"),
        regulator=OuterRef("regulator"),
        service=OuterRef("service"),
        rated_on__gt=OuterRef("rated_on"),
    )
    latest = Rating.objects.filter(~Exists(newer)).order_by().values("pk")
    return Question(
        "rating",
        "Regulator’s rating",
        "ratings__grade",
        RatingGrade.choices,
        among=Q(ratings__in=latest),
        is_folded=True,
    )


def _councils(terms: list[_Term]) -> Question:
    """Councils and trusts served, each under its region or nation."""
    order = {part: place for place, part in enumerate(_PARTS)}
    part_of = {term.value: term.region or term.nation for term in terms}
    ordered = sorted(terms, key=lambda term: (order[part_of[term.value]], term.label))
    return Question(
        "council",
        "Council served",
        "councils_served__slug",
        [term.option for term in ordered],
        groups={value: _PARTS[part] for value, part in part_of.items()},
        is_folded=True,
    )


def _terms() -> dict[str, list[_Term]]:
    """Return the words of all vocabularies, each in its order; one query."""
    first, *others = (
        _words("model", OwnershipModel, "key", "label", "position"),
        _words("service", CareService, "key", "label", "position"),
        _words("people", SupportedGroup, "key", "label", "position"),
        _words("topic", Topic, "slug", "name", "position"),
        _words("council", Council, "slug", "name", Value(0, IntegerField())),
    )
    terms = defaultdict(list)
    for vocabulary, *columns in first.union(*others, all=True):
        terms[vocabulary].append(_Term(*columns))
    for words in terms.values():
        words.sort(key=lambda term: (term.place, term.label))
    return terms


def _words(name: str, model: type, *columns: object) -> QuerySet:
    nothing = Value("", CharField())
    where = ("region", "nation") if model is Council else (nothing, nothing)
    return model.objects.order_by().values_list(
        Value(name, CharField()), *columns, *where
    )
