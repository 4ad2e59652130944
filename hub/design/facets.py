"""What a page hands to the facet panel and the filter chips."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value a reader may tick; those of one `group` stand under its name."""

    value: str
    label: str
    count: int | None = None  # None: the number is not known, none is shown
    selected: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One question with its possible answers; `name` is the GET parameter.

    `is_folded` lets its answers wait behind its name, unless one of them is chosen.
    """

    name: str
    label: str
    options: Sequence[FacetOption] = ()
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; `remove_url` is the same page without it."""

    label: str
    remove_url: str
