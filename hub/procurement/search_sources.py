"""Routes and clauses as search entries."""

from collections.abc import Sequence

from django.db.models import QuerySet
from wagtail.models import Page

from hub.procurement.models import ClausePage, RoutePage
from hub.procurement.wording import plain_text
from hub.search.sources import PageSource, register, topics_of


@register
class ClauseSource(PageSource):
    """Every clause that may be found."""

    model = ClausePage
    kind = "clause"
    label = "Clause"
    label_plural = "Clauses"

    def queryset(self) -> QuerySet:
        """Return the clauses with their nations and law."""
        return super().queryset().prefetch_related("nations", "legal_bases")

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

    def where(self, page: ClausePage, above: Sequence[Page]) -> str:
        """Return the shelf, and when the clause is used."""
        return f"Procurement › Clauses › {page.get_stage_display()}"

    def facets(self, page: ClausePage) -> dict[str, tuple[str, ...]]:
        """Return topics and nations; a clause is there for who buys care."""
        return _facets(page)

    def facts(self, page: ClausePage) -> tuple[str, ...]:
        """Say whether the wording may be relied on, and how much care it asks."""
        return (page.get_status_display(), _risk(page))


@register
class RouteSource(PageSource):
    """Every route that may be found."""

    model = RoutePage
    kind = "route"
    label = "Route"
    label_plural = "Routes"

    def queryset(self) -> QuerySet:
        """Return the routes with their nations and law."""
        return super().queryset().prefetch_related("nations", "legal_bases")

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

    def where(self, page: RoutePage, above: Sequence[Page]) -> str:
        """Return the shelf it stands on."""
        return "Procurement › Routes"

    def facets(self, page: RoutePage) -> dict[str, tuple[str, ...]]:
        """Return topics and nations; a route is there for who buys care."""
        return _facets(page)

    def facts(self, page: RoutePage) -> tuple[str, ...]:
        """Say how much care the route asks."""
        return (_risk(page),)


def _facets(page: ClausePage | RoutePage) -> dict[str, tuple[str, ...]]:
    return {
        "topic": topics_of(page),
        "nation": tuple(row.nation for row in page.nations.all()),
        "audience": ("commissioners",),
    }


def _risk(page: ClausePage | RoutePage) -> str:
    return f"Risk: {page.get_risk_display().lower()}"
