"""The map: Leaflet's files, and whether a server of others draws its ground."""

from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from hub.settings import env

# The files alone: as an application the package would ask for GDAL.
_LEAFLET = find_spec("leaflet")
HAS_LEAFLET = bool(_LEAFLET and _LEAFLET.submodule_search_locations)
STATICFILES_DIRS = (
    [Path(folder) / "static" for folder in _LEAFLET.submodule_search_locations]
    if HAS_LEAFLET
    else []
)

# Off, nobody but this site learns which part of the map somebody looks at.
MAP_TILE_URL = env.tile_address("HUB_MAP_TILE_URL")
MAP_TILE_CREDIT = env.text("HUB_MAP_TILE_CREDIT", default="")
if MAP_TILE_URL and not MAP_TILE_CREDIT:
    raise ImproperlyConfigured(
        "HUB_MAP_TILE_CREDIT must say whose map HUB_MAP_TILE_URL shows."
    )
MAP_TILE_SOURCES = [env.origin(MAP_TILE_URL)] if MAP_TILE_URL else []
