"""Guides and their parts as search entries."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from hub.guidance.models import GuidePage, GuidePartPage
from hub.search.entries import Entry
from hub.search.sources import PageSource, register, topics_of


@register
class GuideSource(PageSource):
    """Every guide that may be found."""

    model = GuidePage
    kind = "guide"
    label = "Guide"
    label_plural = "Guides"

    def queryset(self) -> QuerySet:
        """Return the guides with their nations and readers."""
        return super().queryset().prefetch_related("nations", "audiences")

    def body(self, page: GuidePage) -> str:
        """Return what the guide says it covers."""
        return self.text_of(page.intro)

    def where(self, page: GuidePage, above: Sequence[Page]) -> str:
        """Return the shelf it stands on."""
        return "Guides"

    def facets(self, page: GuidePage) -> dict[str, tuple[str, ...]]:
        """Return topics, nations and readers."""
        return {"topic": topics_of(page), **_of_guide(page)}


@register
class GuidePartSource(PageSource):
    """Every part of a guide that may be found."""

    model = GuidePartPage
    kind = "guide"
    label = "Guide"
    label_plural = "Guides"

    def entries(self, things: Iterable[Any]) -> Iterator[tuple[Any, Entry | None]]:
        """Fetch the guides of many parts at once."""
        parts = list(things)
        paths = {part.path[: -Page.steplen] for part in parts}
        found = GuidePage.objects.filter(path__in=paths).for_rows()
        guides = {guide.path: guide for guide in found}
        for part in parts:
            part.guide = guides[part.path[: -Page.steplen]]
        yield from super().entries(parts)

    def body(self, page: GuidePartPage) -> str:
        """Return the words of the part."""
        return self.text_of(page.body)

    def where(self, page: GuidePartPage, above: Sequence[Page]) -> str:
        """Return the guide it belongs to."""
        return f"Guides › {page.guide.title}"

    def facets(self, page: GuidePartPage) -> dict[str, tuple[str, ...]]:
        """Return its own topics, and the nations and readers of its guide."""
        return {"topic": topics_of(page), **_of_guide(page.guide)}


def _of_guide(guide: GuidePage) -> dict[str, tuple[str, ...]]:
    return {
        "nation": tuple(row.nation for row in guide.nations.all()),
        "audience": tuple(audience.key for audience in guide.audiences.all()),
    }
