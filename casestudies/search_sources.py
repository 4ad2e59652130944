"""Case studies as search entries."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.models import QuerySet
from wagtail.models import Page

from casestudies.models import CaseStudyPage
from hub.directory.models import Organisation
from hub.places.models import Council
from hub.search.sources import PageSource, register, topics_of


@register
class CaseStudySource(PageSource):
    """Every case study that may be found."""

    model = CaseStudyPage
    kind = "case_study"
    label = "Case study"
    label_plural = "Case studies"
    # Both are named in the story's entry; an organisation only while it is published.
    affected_by: ClassVar = {
        Organisation: lambda organisation: organisation.case_studies.live(),
        Council: lambda council: council.case_studies.live(),
    }

    def queryset(self) -> QuerySet:
        """Return the case studies with everything their entries name."""
        return (
            super()
            .queryset()
            .select_related("organisation", "council")
            .prefetch_related("audiences", "outcomes", "ownership_models", "services")
        )

    def body(self, page: CaseStudyPage) -> str:
        """Return the story, its outcomes and whom it is about."""
        parts = [
            page.organisation.name if _is_shown(page.organisation) else "",
            page.headline_figure,
            page.headline_label,
            str(page.council or ""),
            page.country,
            self.text_of(page.body),
            *(str(outcome) for outcome in page.outcomes.all()),
            *(service.label for service in page.services.all()),
            *(model.label for model in page.ownership_models.all()),
        ]
        return "\n".join(part for part in parts if part)

    def where(self, page: CaseStudyPage, above: Sequence[Page]) -> str:
        """Return the place and the ownership."""
        models = [model.label for model in page.ownership_models.all()]
        return " · ".join(part for part in (page.where, *models) if part)

    def facets(self, page: CaseStudyPage) -> dict[str, tuple[str, ...]]:
        """Return what it is about, for whom it is, and where it happened."""
        council = page.council
        return {
            "topic": topics_of(page),
            "audience": tuple(one.key for one in page.audiences.all()),
            "nation": (page.nation,) if page.nation else (),
            "region": (council.region,) if council and council.region else (),
            "service": tuple(service.key for service in page.services.all()),
            "ownership": tuple(model.key for model in page.ownership_models.all()),
        }

    def facts(self, page: CaseStudyPage) -> tuple[str, ...]:
        """Return the one figure on its card, with what it is."""
        if not page.headline_figure:
            return ()
        return (f"{page.headline_figure} {page.headline_label}".strip(),)


def _is_shown(organisation: Organisation | None) -> bool:
    return organisation is not None and organisation.live
