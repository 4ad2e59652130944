"""The map of the site for search engines: each app says what of it everybody may read.

An app may carry a module `site_map.py` that registers sections. What stands in them is
decided for a visitor, whoever asks.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

#: As many addresses in one file as a machine makes in about a second.
MOST_ADDRESSES = 2_000

_sections: dict[str, type["Section"]] = {}


class Section(Sitemap):
    """A part of the map, under the address by which people know the site.

    `items` returns what can be counted and sliced, always in the same order.
    """

    limit = MOST_ADDRESSES

    @property
    def protocol(self) -> str:
        """How the site is reached, whatever a server in front of it passes on."""
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """Return the name of the site."""
        return urlsplit(settings.BASE_URL).netloc

    def location(self, item: Any) -> str:
        """Return the address of a thing, or the address that the item is already."""
        return item if isinstance(item, str) else item.get_absolute_url()

    def get_latest_lastmod(self) -> None:
        """Say nothing of a whole section: Django would load all of it to know."""


SectionT = TypeVar("SectionT", bound=type[Section])


def register(name: str) -> Callable[[SectionT], SectionT]:
    """Add a section to the map, under `name` in its address."""

    def add(section: SectionT) -> SectionT:
        _sections[name] = section
        return section

    return add


def sections() -> Mapping[str, type[Section]]:
    """Return every section by its name."""
    return dict(sorted(_sections.items()))
