"""Routes and clauses as search entries."""

from hub.procurement.models import ClausePage, RoutePage
from hub.procurement.wording import plain_text
from hub.search.sources import PageSource, register


@register
class ClauseSource(PageSource):
    """Every clause that may be found."""

    model = ClausePage
    kind = "clause"
    label = "Clause"
    label_plural = "Clauses"

    def body(self, page: ClausePage) -> str:
        """Return the wording, when to use it, and the law by name."""
        return "\n".join(
            [
                plain_text(page.wording),
                page.when_to_use,
                page.drafting_notes,
                *(law.name for law in page.legal_bases.all()),
            ]
        )

    def where(self, page: ClausePage) -> str:
        """Return the shelf, and when the clause is used."""
        return f"Procurement › Clauses › {page.get_stage_display()}"

    def facets(self, page: ClausePage) -> dict[str, tuple[str, ...]]:
        """Return topics and nations; a clause is there for who buys care."""
        return _facets(page)


@register
class RouteSource(PageSource):
    """Every route that may be found."""

    model = RoutePage
    kind = "route"
    label = "Route"
    label_plural = "Routes"

    def body(self, page: RoutePage) -> str:
        """Return everything the route says."""
        return "\n".join(
            [
                page.when_to_use,
                self.text_of(page.body),
                page.what_to_record,
                page.risks,
                *(law.name for law in page.legal_bases.all()),
            ]
        )

    def where(self, page: RoutePage) -> str:
        """Return the shelf it stands on."""
        return "Procurement › Routes"

    def facets(self, page: RoutePage) -> dict[str, tuple[str, ...]]:
        """Return topics and nations; a route is there for who buys care."""
        return _facets(page)


def _facets(page: ClausePage | RoutePage) -> dict[str, tuple[str, ...]]:
    return {
        "topic": tuple(topic.slug for topic in page.topics.all()),
        "nation": tuple(row.nation for row in page.nations.all()),
        "audience": ("commissioners",),
    }
