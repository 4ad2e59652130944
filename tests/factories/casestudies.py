"""Case studies for tests, published as an editor would."""

from wagtail.models import Page

from casestudies.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    CaseStudySource,
    Outcome,
)
from hub.core.models import CareService, OwnershipModel, Topic
from hub.procurement.models import ClausePage


def make_case_studies(home: Page) -> CaseStudyIndexPage:
    """Add the list of case studies."""
    return home.add_child(
        instance=CaseStudyIndexPage(title="Case studies", slug="case-studies")
    )


def make_case_study(
    index: CaseStudyIndexPage,
    title: str = "Teams that run themselves",
    *,
    models: tuple[str, ...] = (),
    services: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    clauses: list[ClausePage] | None = None,
    outcomes: list[dict] | None = None,
    sources: int = 0,
    live: bool = True,
    **fields: object,
) -> CaseStudyPage:
    """Add a case study; `live=False` leaves it a draft."""
    page = CaseStudyPage(title=title, summary=f"{title}.", live=live, **fields)
    page.ownership_models = OwnershipModel.objects.filter(key__in=models)
    page.services = CareService.objects.filter(key__in=services)
    page.topics.set(Topic.objects.filter(slug__in=topics))
    page.clauses = clauses or []
    page.outcomes = [Outcome(**row) for row in outcomes or []]
    page.sources = [
        CaseStudySource(title=f"Source {number}") for number in range(sources)
    ]
    index.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return CaseStudyPage.objects.get(pk=page.pk)
