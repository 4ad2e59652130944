"""What an address asks the results to be narrowed by, and how the page shows it.

The state of the page is its address: the words, and any number of values for each
facet. A value that nobody offers is dropped.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from django.http import QueryDict

from hub.design.components.finding import OPTIONS_SHOWN
from hub.design.facets import Chip, Facet, FacetOption
from hub.search.answers import Results
from hub.search.facets import FACETS, FacetKind
from hub.search.narrowing import MOST_CHIPS
from hub.search.queries import without_kind

# The order in which kinds stand beside the results.
KIND_ORDER = (
    "organisation",
    "case_study",
    "guide",
    "route",
    "clause",
    "topic",
    "person",
    "document",
    "page",
)
# So many questions stand open beside the results; the others wait behind their names.
_OPEN_FACETS = 3
# The only values without a label of their own are years.
_YEAR = re.compile(r"[0-9]{4}")


class Choices:
    """The words and facet values that an address asks for."""

    def __init__(self, params: QueryDict) -> None:
        self.typed = params.get("q", "")
        self._labels: dict[str, Mapping[str, str]] = {}
        self.asked = {
            kind.name: list(self._named(kind, set(params.getlist(kind.name))))
            for kind in FACETS
            if kind.name in params
        }

    def facets(self, found: Results) -> list[Facet]:
        """Return each facet with the values that would find something.

        Values chosen stay, even at none, so that they can be taken off.
        """
        facets: list[Facet] = []
        for kind in FACETS:
            if options := self._options(found, kind):
                is_folded = len(facets) >= _OPEN_FACETS
                facets.append(Facet(kind.name, kind.label, options, is_folded))
        return facets

    def chips(self, found: Results) -> list[Chip]:
        """Return the first values chosen, each with the address that drops it."""
        chosen = (
            (kind, value, label)
            for kind in FACETS
            for value, label in self._named(kind, self._chosen(found, kind)).items()
        )
        return [
            Chip(
                label if kind.labels else f"{kind.label}: {label}",
                self.address(found, without={kind.name: [value]}),
            )
            for kind, value, label in islice(chosen, MOST_CHIPS)
        ]

    def cleared(self, found: Results) -> str:
        """Return the address of the same words without any facet value."""
        everything = {kind.name: self._chosen(found, kind) for kind in FACETS}
        return self.address(found, without=everything)

    def address(
        self,
        found: Results,
        *,
        text: str | None = None,
        without: Mapping[str, Collection[str]] | None = None,
    ) -> str:
        """Return the address of this question, with other words or without values."""
        dropped = without or {}
        text = found.question.text if text is None else text
        for kind in dropped.get("kind", ()):
            text = without_kind(text, kind)
        params = QueryDict(mutable=True)
        params["q"] = text
        for name, values in self.asked.items():
            gone = dropped.get(name, ())
            params.setlist(name, [value for value in values if value not in gone])
        return f"?{params.urlencode()}"

    def _chosen(self, found: Results, kind: FacetKind) -> set[str]:
        """Return the values in force for a facet; a kind may also be typed."""
        typed = found.question.kinds if kind.name == "kind" else ()
        return {*self.asked.get(kind.name, ()), *typed}

    def _options(self, found: Results, kind: FacetKind) -> list[FacetOption]:
        counts = found.counts.get(kind.name, {})
        chosen = self._chosen(found, kind)
        options = [
            FacetOption(value, label, counts.get(value, 0), value in chosen)
            for value, label in self._named(kind, {*counts, *chosen}).items()
        ]
        if len(options) > OPTIONS_SHOWN:
            # The rest waits behind "more": what finds most should not.
            options.sort(key=lambda option: option.count or 0, reverse=True)
        return options

    def _named(self, kind: FacetKind, values: Collection[str]) -> dict[str, str]:
        """Return the labels of these values, in the order shown; unknown ones drop."""
        if not values:
            return {}
        if kind.labels is None:
            years = sorted(filter(_YEAR.fullmatch, values), reverse=True)
            return {year: year for year in years}
        labels = self._labels.get(kind.name)
        if labels is None:
            labels = self._labels[kind.name] = kind.labels()
        order: Iterable[str] = labels
        if kind.name == "kind":
            order = dict.fromkeys(
                one for one in (*KIND_ORDER, *labels) if one in labels
            )
        return {value: labels[value] for value in order if value in values}
