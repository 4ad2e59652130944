"""The map of what is found: the same organisations as the list, where they are."""

from collections.abc import Iterable, Sequence
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse

from hub.directory.export.rows import geometry_of
from hub.directory.models import Organisation
from hub.directory.vocabulary import PointPrecision
from hub.places.points import Point

#: The fields that the map reads.
NEEDED = (
    "pk",
    "slug",
    "name",
    "place",
    "region",
    "nation",
    "latitude",
    "longitude",
    "precision",
)
# How a point that is not the postcode's is said to be approximate.
_APPROXIMATE = {
    PointPrecision.DISTRICT: "approximate: the middle of its postcode district",
    PointPrecision.AREA: "approximate: the middle of its postcode area",
    PointPrecision.PLACE: "approximate: the middle of its town",
}


class State(Protocol):
    """What the map asks of the state of the list (`hub.directory.asked.Asked`)."""

    point: Point | None
    within: int

    @property
    def keys(self) -> Sequence[int]:
        """The keys of all that is found."""

    @property
    def placed(self) -> int:
        """How many of those have a point."""

    def address(self, **changes: object) -> str:
        """Return the address of the state."""


def map_context(asked: State) -> dict[str, object]:
    """Return what `directory/results_map.html` needs.

    The map is not offered where Leaflet's files are not installed.
    """
    placed = asked.placed
    return {
        "map": {
            "is_offered": settings.HAS_LEAFLET,
            "leaflet": static("leaflet/leaflet.js"),
            "points": reverse("directory:points") + _query(asked),
            "outline": _outline(),
            "list_address": asked.address(view=None),
            "near": f"{asked.point.latitude},{asked.point.longitude}"
            if asked.point
            else "",
            "within": asked.within,
            "placed": placed,
            "unplaced": len(asked.keys) - placed,
            "tiles": settings.MAP_TILE_URL,
            "tiles_credit": settings.MAP_TILE_CREDIT,
            "tiles_host": urlsplit(settings.MAP_TILE_URL).hostname or "",
        }
    }


def links_of(asked: State) -> dict[str, str]:
    """Return the addresses of what is found as a list, a map and a file.

    There is none of a map where Leaflet's files are not installed.
    """
    file = reverse("directory:export_csv") + _query(asked)
    return {
        "list": asked.address(view=None),
        "map": asked.address(view="map") if settings.HAS_LEAFLET else "",
        "csv": file.rstrip("?"),
    }


def features(found: Iterable[Organisation]) -> list[dict[str, object]]:
    """Return what the map shows of each organisation that is found."""
    return [_feature(organisation) for organisation in found]


def _feature(organisation: Organisation) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": organisation.pk,
        "geometry": geometry_of(organisation),
        "properties": {
            "name": organisation.name,
            "url": organisation.get_absolute_url(),
            "where": organisation.where,
            "near": _APPROXIMATE.get(organisation.precision, ""),
        },
    }


def _query(asked: State) -> str:
    return "?" + asked.address(view=None).partition("?")[2]


def _outline() -> str:
    """Return the address of the coasts, "" where they are not served."""
    try:
        return reverse("places:outline")
    except NoReverseMatch:
        return ""
