"""Case studies as documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from casestudies.models import CaseStudyPage, Outcome
from hub.core.visibility import Asker, pages_visible_to
from hub.downloads.blocks import Block, Facts, Heading, Paragraph, Run, Table, words
from hub.downloads.reading import story_blocks
from hub.downloads.sources import Content, DownloadSource, register

_TOLD = ("outcomes", "sources", "services", "people_supported", "ownership_models")


@register
class CaseStudyDocument(DownloadSource):
    """A case study: the story, what came of it, and on whose word."""

    kind = "case-study"
    label = "Case study"

    def things(self, user: Asker) -> QuerySet:
        """Return the case studies that `user` may see."""
        stories = pages_visible_to(user, CaseStudyPage.objects.all())
        return stories.select_related("organisation", "council")

    def content(self, thing: CaseStudyPage, typed: Mapping[str, str]) -> Content:
        """Return the story with its facts and outcomes."""
        return Content(
            title=thing.title,
            url=thing.full_url,
            lead=thing.summary,
            blocks=(
                *_headline(thing),
                *_facts(thing),
                *story_blocks(thing.body, heading_level=1),
                *_outcomes(list(thing.outcomes.all())),
            ),
            sources=tuple(map(str, thing.sources.all())),
        )

    def contents(self, asked: Sequence[tuple[Any, Mapping[str, str]]]) -> list[Content]:
        """Return what one document says of many, in a fixed number of queries."""
        prefetch_related_objects([thing for thing, _ in asked], *_TOLD)
        return super().contents(asked)


def _headline(story: CaseStudyPage) -> list[Block]:
    if not story.headline_figure:
        return []
    label = f" {story.headline_label}" if story.headline_label else ""
    return [Paragraph((Run(story.headline_figure, bold=True), Run(label)))]


def _facts(story: CaseStudyPage) -> list[Block]:
    known = [
        ("Organisation", story.organisation.name if _is_shown(story) else ""),
        ("Place", story.place),
        ("Council", story.council.name if story.council else ""),
        ("Country", story.country or story.get_nation_display()),
        ("Services", _joined(story.services)),
        ("People supported", _joined(story.people_supported)),
        ("Ownership", _joined(story.ownership_models)),
    ]
    facts = tuple((name, words(value)) for name, value in known if value)
    return [Heading(1, "At a glance"), Facts(facts)] if facts else []


def _is_shown(story: CaseStudyPage) -> bool:
    return story.organisation is not None and story.organisation.live


def _outcomes(outcomes: list[Outcome]) -> list[Block]:
    if not outcomes:
        return []
    title = "Outcomes, and who says so"
    head = ("Measure", "Before", "After", "Evidence", "Who says so")
    return [Heading(1, title), Table(title, head, tuple(map(_row, outcomes)))]


def _row(outcome: Outcome) -> tuple[str, ...]:
    period = f" ({outcome.period})" if outcome.period else ""
    return (
        f"{outcome.measure}{period}",
        outcome.before,
        f"{outcome.after} {outcome.unit}".strip(),
        outcome.get_evidence_display(),
        outcome.source,
    )


def _joined(rows: Any) -> str:
    return ", ".join(map(str, rows.all()))
