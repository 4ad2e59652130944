"""Guides and their parts as search entries."""

from hub.guidance.models import GuidePage, GuidePartPage
from hub.search.sources import PageSource, register


@register
class GuideSource(PageSource):
    """Every guide that may be found."""

    model = GuidePage
    kind = "guide"
    label = "Guide"
    label_plural = "Guides"

    def body(self, page: GuidePage) -> str:
        """Return what the guide says it covers."""
        return self.text_of(page.intro)

    def where(self, page: GuidePage) -> str:
        """Return the shelf it stands on."""
        return "Guides"

    def facets(self, page: GuidePage) -> dict[str, tuple[str, ...]]:
        """Return topics, nations and readers."""
        return {"topic": _topics(page), **_of_guide(page)}


@register
class GuidePartSource(PageSource):
    """Every part of a guide that may be found."""

    model = GuidePartPage
    kind = "guide"
    label = "Guide"
    label_plural = "Guides"

    def body(self, page: GuidePartPage) -> str:
        """Return the words of the part."""
        return self.text_of(page.body)

    def where(self, page: GuidePartPage) -> str:
        """Return the guide it belongs to."""
        return f"Guides › {page.guide.title}"

    def facets(self, page: GuidePartPage) -> dict[str, tuple[str, ...]]:
        """Return its own topics, and the nations and readers of its guide."""
        return {"topic": _topics(page), **_of_guide(page.guide)}


def _topics(page: GuidePage | GuidePartPage) -> tuple[str, ...]:
    return tuple(topic.slug for topic in page.topics.all())


def _of_guide(guide: GuidePage) -> dict[str, tuple[str, ...]]:
    return {
        "nation": tuple(row.nation for row in guide.nations.all()),
        "audience": tuple(audience.key for audience in guide.audiences.all()),
    }
