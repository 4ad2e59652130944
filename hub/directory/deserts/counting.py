"""How many care co-ops the directory lists in the area of each council.

What counts, and nothing else: an entry that is published, is of a care provider, is not
(or not yet) closed, planned or being formed, and names the council among those it serves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from hub.core.vocabulary import UK_NATIONS, Nation, Stage
from hub.directory.models import Organisation
from hub.directory.querysets import OrganisationQuerySet
from hub.places.models import Council, OlderPeople, Region

_NOT_AT_WORK = (Stage.EXPLORING, Stage.FORMING, Stage.CLOSED)
PER = 10_000
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """One council; `per_10_000` is co-ops for so many people aged 65 and over."""

    council: Council
    area: str
    count: int
    older: OlderPeople | None

    @property
    def per_10_000(self) -> float | None:
        """Co-ops per 10,000 people aged 65 and over, None where that is not known."""
        if self.older is None or not self.older.people:
            return None
        return PER * self.count / self.older.people

    @property
    def older_in_words(self) -> str:
        """How many people aged 65 and over there are, "" where that is not known."""
        return f"{self.older.people:,}" if self.older else ""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A nation, or a region of England: its councils by how many co-ops serve them."""

    key: str
    label: str
    none: int
    one: int
    several: int

    @property
    def councils(self) -> int:
        """How many councils there are."""
        return self.none + self.one + self.several

    @property
    def bars(self) -> list[tuple[str, str, str]]:
        """(what, where it begins, how long), in hundredths of the whole, as SVG has it."""
        parts = (("none", self.none), ("one", self.one), ("several", self.several))
        begins, drawn = 0.0, []
        for name, number in parts:
            length = 100 * number / self.councils if self.councils else 0
            if number:
                drawn.append((name, f"{begins:.2f}", f"{length:.2f}"))
            begins += length
        return drawn


def counted(service: str = "") -> OrganisationQuerySet:
    """Return the entries that count; with `service` (a key), those that give it."""
    at_work = Organisation.objects.listed().care_providers()
    at_work = at_work.exclude(stage__in=_NOT_AT_WORK)
    return at_work.filter(services__key=service) if service else at_work


def council_rows(service: str = "", area: str = "") -> list[CouncilRow]:
    """Return every council responsible for care, by nation, region and name; 3 queries.

    `area` (the key of a nation or a region) keeps those in it.
    """
    councils = Council.objects.responsible_for_care()
    if area:
        councils = councils.filter(Q(nation=area) | Q(region=area))
    serving = counted(service).order_by().values_list("councils_served")
    counts = dict(serving.annotate(number=Count("pk", distinct=True)))
    older = {one.council_id: one for one in OlderPeople.objects.all()}
    rows = [
        CouncilRow(
            council, area_of(council), counts.get(council.pk, 0), older.get(council.pk)
        )
        for council in councils
    ]
    order = {label: place for place, (_, label) in enumerate(areas())}
    return sorted(rows, key=lambda row: (order[row.area], row.council.name))


def area_rows(rows: Iterable[CouncilRow]) -> list[AreaRow]:
    """Return the nations and regions that have any of these councils, in order."""
    counts: dict[str, list[int]] = {}
    for row in rows:
        tally = counts.setdefault(row.area, [0, 0, 0])
        tally[min(row.count, SEVERAL)] += 1
    return [
        AreaRow(key, label, *counts[label]) for key, label in areas() if label in counts
    ]


def without_councils(service: str = "") -> int:
    """Return how many entries would count and name no council."""
    return counted(service).filter(councils_served=None).count()


def areas() -> list[tuple[str, str]]:
    """Return the keys and labels of the regions of England, then of the other nations."""
    others = [pair for pair in UK_NATIONS if pair[0] != Nation.ENGLAND]
    return [*Region.choices, *others]


def area_of(council: Council) -> str:
    """Return the region of a council in England, the nation of another."""
    return council.get_region_display() or Nation(council.nation).label


def sorted_by(rows: Sequence[CouncilRow], order: str) -> list[CouncilRow]:
    """Return rows by `name`, `most`, `fewest` or `rate`; else by area, as they are."""
    if order == "name":
        return sorted(rows, key=lambda row: row.council.name)
    if order == "most":
        return sorted(rows, key=lambda row: -row.count)
    if order == "fewest":
        return sorted(rows, key=lambda row: row.count)
    if order == "rate":
        # What is not known stands last.
        known = [row for row in rows if row.per_10_000 is not None]
        rest = [row for row in rows if row.per_10_000 is None]
        return sorted(known, key=lambda row: row.per_10_000) + rest
    return list(rows)
