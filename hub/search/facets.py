"""What results can be narrowed by: the names, their labels, in the order shown.

A source puts values under these names into `Entry.facets`; `kind` and `year` follow
from the entry itself. Any of the values of a facet will do, every facet must agree.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hub.core.models import Audience, CareService, OwnershipModel, Topic
from hub.core.vocabulary import Nation
from hub.places.models import Region
from hub.search.models import SearchEntry
from hub.search.sources import kind_labels


@dataclass(frozen=True, slots=True)
class FacetKind:
    """One thing to narrow by; `labels` are its values in order, None for their own."""

    name: str
    label: str
    labels: Callable[[], Mapping[str, str]] | None = None


def values_of(row: SearchEntry) -> dict[str, tuple[str, ...]]:
    """Return every facet value of an entry, `kind` and `year` included."""
    named = {kind.name for kind in FACETS}
    values = {
        name: tuple(held) for name, held in row.facets.items() if name in named and held
    }
    return values | {"kind": (row.kind,), "year": (str(row.changed_at.year),)}


def _terms(
    model: type[Audience] | type[CareService] | type[OwnershipModel],
) -> Callable:
    return lambda: dict(model.objects.values_list("key", "label"))


FACETS = (
    FacetKind("kind", "Kind", kind_labels),
    FacetKind(
        "topic", "Topic", lambda: dict(Topic.objects.values_list("slug", "name"))
    ),
    FacetKind("audience", "Written for", _terms(Audience)),
    FacetKind("nation", "Nation", lambda: dict(Nation.choices)),
    FacetKind("region", "Region of England", lambda: dict(Region.choices)),
    FacetKind("service", "Service", _terms(CareService)),
    FacetKind("ownership", "Ownership", _terms(OwnershipModel)),
    FacetKind(
        "question",
        "Questions in the forum",
        lambda: {"open": "Open questions", "answered": "Answered questions"},
    ),
    FacetKind("year", "Last changed"),
)


class FacetCounts:
    """Counts matches by facet value, one at a time; for engines that walk matches."""

    def __init__(self, chosen: Mapping[str, frozenset[str]]) -> None:
        self.chosen = {name: values for name, values in chosen.items() if values}
        self.reach = 0
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def take(self, values: Mapping[str, tuple[str, ...]]) -> bool:
        """Count a match with these values; return whether every facet keeps it."""
        self.reach += 1
        refusing = [
            name
            for name, wanted in self.chosen.items()
            if wanted.isdisjoint(values.get(name, ()))
        ]
        if len(refusing) > 1:
            return False
        for name in refusing or values:
            self._counts[name].update(values.get(name, ()))
        return not refusing

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the counts, by facet and value."""
        return {
            name: dict(counted) for name, counted in self._counts.items() if counted
        }
