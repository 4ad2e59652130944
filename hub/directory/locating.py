"""Where an organisation is, as exactly as anybody may know.

The point is kept with the entry, and everything that shows or counts distances reads it
there. So what may not be known must not be in it: where the exact address is kept back,
it is the middle of the postcode's first half, and never nearer.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hub.core.vocabulary import Nation
from hub.directory.vocabulary import PointPrecision
from hub.places import by_postcode
from hub.places.answers import Area, Found
from hub.places.finding import find_place
from hub.places.postcodes import PostcodeParts

if TYPE_CHECKING:
    from hub.directory.models import Organisation

#: What is known of a place, and what is reckoned from it.
LOCATED_BY = frozenset({"postcode", "place", "nation", "masks_address"})
POINT = ("latitude", "longitude", "precision")


def locate(organisation: "Organisation") -> None:
    """Set its point from its postcode, or else from its place; none if neither is known."""
    found = _where(organisation)
    organisation.latitude = found.point.latitude if found else None
    organisation.longitude = found.point.longitude if found else None
    organisation.precision = found.precision.value if found else ""


def place_to_ask_for(organisation: "Organisation") -> str:
    """Return what finds its point when it is typed as a place; "" where it has none.

    Never more than anybody may know: the middle of the district, where that is all.
    """
    if organisation.latitude is None:
        return ""
    parts = PostcodeParts.of(organisation.postcode)
    if not parts:
        return _place_in_words(organisation)
    if organisation.precision == PointPrecision.PLACE and organisation.place:
        # Its postcode may be one that nobody knows.
        return _place_in_words(organisation)
    if organisation.precision == PointPrecision.POSTCODE:
        return str(parts)
    return str(parts.without_incode())


def with_point(fields: Iterable[str] | None) -> Iterable[str] | None:
    """Return the fields that a save writes, with the point where it may change with them."""
    if fields is None or not LOCATED_BY & set(fields):
        return fields
    return {*fields, *POINT}


def _where(organisation: "Organisation") -> Found | None:
    parts = PostcodeParts.of(organisation.postcode)
    if parts and parts.outcode:
        if organisation.masks_address:
            parts = parts.without_incode()
        answer = by_postcode.find(parts)
        if isinstance(answer, Found):
            return answer
    return _place_of(organisation)


def _place_of(organisation: "Organisation") -> Found | None:
    place = _place_in_words(organisation)
    if not place or organisation.nation == Nation.INTERNATIONAL:
        return None
    answer = find_place(place)
    if isinstance(answer, Area):
        return answer.centre
    return answer if isinstance(answer, Found) else None


def _place_in_words(organisation: "Organisation") -> str:
    place, nation = organisation.place.strip(), organisation.nation
    # Places of one name in several nations: the entry says which nation is meant.
    if place and nation and "," not in place:
        return f"{place}, {Nation(nation).label}"
    return place
