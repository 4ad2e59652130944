"""What an address asks the directory for: one state for list, map and exports.

Nothing here fails on what somebody typed: what is not understood is left out, and a place
that is not known is said to be so (`Asked.place`) while the rest still finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.db.models import QuerySet
from django.http import QueryDict

from hub.core.visibility import Asker
from hub.design.facets import Chip, Facet
from hub.directory.listing import questions
from hub.directory.models import Organisation
from hub.places.finding import Answer, Area, Found, find_place
from hub.places.points import Point, miles_between
from hub.search.narrowing import NarrowedList, query_of
from hub.search.section import keep_found, words_of

WITHIN = (5, 10, 25, 50, 100)
USUALLY_WITHIN = 25
VIEWS = ("list", "map")
# Longer than any place is called: what follows is not looked at.
_MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of the list: its value in the address and its name."""

    value: str
    label: str


MATCH = Sort("match", "Best match")
DISTANCE = Sort("distance", "Nearest")
PROVIDERS = Sort("providers", "Care providers first")
NAME = Sort("name", "Name")
NEWEST = Sort("newest", "Newest")


@dataclass(frozen=True)
class Asked:
    """The state of the directory's page, read from its address."""

    params: QueryDict
    user: Asker
    words: str
    near: str
    within: int
    view: str

    @classmethod
    def of(cls, params: QueryDict, *, user: Asker) -> Self:
        """Read the state from the parameters of an address."""
        within = {str(miles): miles for miles in WITHIN}
        view = params.get("view")
        return cls(
            params,
            user,
            words_of(params),
            " ".join(params.get("near", "").split())[:_MOST_LETTERS],
            within.get(params.get("within", ""), USUALLY_WITHIN),
            view if view in VIEWS else VIEWS[0],
        )

    @cached_property
    def place(self) -> Answer | None:
        """What was understood of the place asked for; None when none was."""
        return find_place(self.near) if self.near else None

    @property
    def point(self) -> Point | None:
        """The point that distances are counted from, where there is one."""
        return self.place.point if isinstance(self.place, Found) else None

    @property
    def sorts(self) -> list[Sort]:
        """The orders on offer; the first is the usual one."""
        usual = [DISTANCE] if self.point else []
        usual += [MATCH] if self.words else []
        return [*usual, PROVIDERS, NAME, NEWEST]

    @property
    def sort(self) -> str:
        """The order asked for, or the usual one."""
        offered = [sort.value for sort in self.sorts]
        asked = self.params.get("sort")
        return asked if asked in offered else offered[0]

    @property
    def order(self) -> str:
        """The order asked for, in words."""
        return next(sort.label for sort in self.sorts if sort.value == self.sort)

    @property
    def sort_links(self) -> list[tuple[Sort, str]]:
        """The orders on offer, each with its address; the usual one needs no saying."""
        usual = self.sorts[0]
        return [
            (sort, self.address(sort=None if sort is usual else sort.value))
            for sort in self.sorts
        ]

    @property
    def circles(self) -> tuple[int, ...]:
        """How far from a point may be asked for, in miles."""
        return WITHIN

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form of the page keeps that has no field of its own."""
        kept = {
            "sort": self.sort if self.sort != self.sorts[0].value else "",
            "view": self.view if self.view != VIEWS[0] else "",
        }
        return [pair for pair in kept.items() if pair[1]]

    @cached_property
    def keys(self) -> list[int]:
        """The keys of all that is found, in order: list, map and files hold this."""
        return self._narrowed.keys

    @property
    def placed(self) -> int:
        """How many of those have a point."""
        return len(self._placed.intersection(self.keys))

    def organisations(self, *needed: str) -> list[Organisation]:
        """Return everything that is found, in order; one query for their fields."""
        every = Organisation.objects.all()
        return in_order(self.keys, every.only(*needed) if needed else every)

    def labels(self, question: str, key: int) -> list[str]:
        """Return in words what one that is listed answers to a question; no query."""
        return self._narrowed.labels(question, key)

    def facets(self) -> list[Facet]:
        """Return the questions with the values that would find something."""
        return self._narrowed.facets()

    def chips(self) -> list[Chip]:
        """Return what is chosen, each with the address that drops it."""
        return [*self._place_chip(), *self.filter_chips()]

    def filter_chips(self) -> list[Chip]:
        """Return the answers chosen, likewise."""
        return self._narrowed.chips(self.address)

    def address(self, **changes: object) -> str:
        """Return the address of this state with some parameters changed; None drops one.

        The page is dropped: what is changed begins at its first.
        """
        params: dict[str, object] = {
            "q": self.words,
            "near": self.near,
            "within": self.within if self.point else None,
            **self._narrowed.chosen,
            "sort": self.sort if self.sort != self.sorts[0].value else None,
            "view": self.view if self.view != VIEWS[0] else None,
        }
        return query_of(params | changes)

    def distance_of(self, organisation: Organisation) -> float | None:
        """Return the miles from the point asked for; None where either is not known."""
        if self.point is None or organisation.latitude is None:
            return None
        return miles_between(
            self.point, Point(organisation.latitude, organisation.longitude)
        )

    @cached_property
    def _narrowed(self) -> NarrowedList:
        listed = Organisation.objects.listed()
        keys = [key for key, *_ in self._rows]
        return NarrowedList(listed, questions(), self.params, keys=keys)

    @cached_property
    def _rows(self) -> list[tuple[int, float | None, float | None]]:
        """Key and point of everything that words and place find, in order; one query."""
        listed = Organisation.objects.listed()
        found = keep_found(listed, self.words, kind="organisation", user=self.user)
        if self.sort != MATCH.value:
            found = found.sorted_by(self.sort)
        rows = list(self._here(found).values_list("pk", "latitude", "longitude"))
        return self._within_reach(rows) if self.point else rows

    def _here(self, found: QuerySet) -> QuerySet:
        if isinstance(self.place, Area):
            return found.in_or_serving(self.place)
        return found.boxed(self.point, self.within) if self.point else found

    def _within_reach(self, rows: list[tuple]) -> list[tuple]:
        """Drop the corners of the box, and put the nearest first where that is asked."""
        far = {
            key: miles_between(self.point, Point(north, east))
            for key, north, east in rows
        }
        reached = [row for row in rows if far[row[0]] <= self.within]
        if self.sort == DISTANCE.value:
            reached.sort(key=lambda row: far[row[0]])
        return reached

    @cached_property
    def _placed(self) -> set[int]:
        return {key for key, north, _ in self._rows if north is not None}

    def _place_chip(self) -> list[Chip]:
        without = self.address(near=None, within=None)
        if isinstance(self.place, Found):
            return [Chip(f"Within {self.within} miles of {self.place.label}", without)]
        if isinstance(self.place, Area):
            return [Chip(works_in(self.place), without)]
        return []


def in_order(keys: Sequence[int], organisations: QuerySet) -> list[Organisation]:
    """Return the organisations with these keys, in this order; one query.

    One that was hidden or removed since they were found is left out.
    """
    rows = {one.pk: one for one in organisations.listed().filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def works_in(area: Area) -> str:
    """Say what an area finds. Which council's area an address is in is not known."""
    return f"{'Serving' if area.council else 'Based in or serving'} {area.label}"
