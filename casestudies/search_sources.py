"""Case studies as search entries."""

from typing import ClassVar

from casestudies.models import CaseStudyPage
from hub.directory.models import Organisation
from hub.places.models import Council
from hub.search.sources import PageSource, register


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

    def where(self, page: CaseStudyPage) -> str:
        """Return the place and the ownership."""
        models = [model.label for model in page.ownership_models.all()]
        return " · ".join(part for part in (page.where, *models) if part)

    def facets(self, page: CaseStudyPage) -> dict[str, tuple[str, ...]]:
        """Return topics, audiences and nation."""
        return {
            "topic": tuple(topic.slug for topic in page.topics.all()),
            "audience": tuple(one.key for one in page.audiences.all()),
            "nation": (page.nation,) if page.nation else (),
        }


def _is_shown(organisation: Organisation | None) -> bool:
    return organisation is not None and organisation.live
