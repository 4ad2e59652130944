"""Questions about case studies."""

from typing import Self

from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class CaseStudyPageQuerySet(PageQuerySet):
    """Case studies."""

    def newest(self) -> Self:
        """Order by first publication, newest first; ties by place in the tree."""
        return self.order_by("-first_published_at", "path")

    def for_cards(self) -> Self:
        """Fetch what a card shows, in a fixed number of queries."""
        return self.select_related("organisation", "council").prefetch_related(
            "ownership_models", "services"
        )


CaseStudyPageManager = PageManager.from_queryset(CaseStudyPageQuerySet)
