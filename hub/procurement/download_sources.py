"""Clauses and routes as documents."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from hub.core.visibility import Asker
from hub.downloads.blocks import Block, Facts, Heading, Listing, words
from hub.downloads.reading import paragraphs_of, story_blocks
from hub.downloads.sources import Content, DownloadSource, Law, register
from hub.glossary.marking import explained
from hub.glossary.models import Term
from hub.procurement.filling import Blank, blanks_of, settled_wording
from hub.procurement.law.changes import learn_sections_of, sections_of
from hub.procurement.models import ClausePage, RoutePage
from hub.procurement.standing import standing_of

_NOT_REVIEWED = (
    "warning",
    "Draft guidance, not legal advice, not yet reviewed by a lawyer",
    "Check the current rules and thresholds with your procurement lawyer.",
)


@register
class ClauseDocument(DownloadSource):
    """A clause: its wording first, with the drafting notes as comments."""

    kind = "clause"
    label = "Clause"

    def things(self, user: Asker) -> QuerySet:
        """Return the clauses that `user` may see."""
        return ClausePage.objects.visible_to(user)

    def content(self, thing: ClausePage, typed: Mapping[str, str]) -> Content:
        """Return the clause with what was put into its placeholders."""
        return self._content(thing, typed, None)

    def contents(self, asked: Sequence[tuple[Any, Mapping[str, str]]]) -> list[Content]:
        """Return what one document says of many, in a fixed number of queries."""
        things = [thing for thing, _ in asked]
        prefetch_related_objects(things, "regimes", "nations", "sources")
        learn_sections_of(things)
        terms = list(Term.objects.all())
        return [self._content(thing, typed, terms) for thing, typed in asked]

    def _content(
        self,
        thing: ClausePage,
        typed: Mapping[str, str],
        all_terms: Iterable[Term] | None,
    ) -> Content:
        blanks = blanks_of(thing.placeholders, typed)
        notes = tuple(
            "".join(run.text for run in one.runs)
            for one in paragraphs_of(thing.drafting_notes)
        )
        wording = settled_wording(thing.wording, blanks, notes)
        _, terms = explained(wording, all_terms)
        day = thing.version_date
        return Content(
            title=thing.title,
            url=thing.full_url,
            lead=thing.summary,
            standing=standing_of(thing.status),
            version=f"Version {thing.version} of {day.day} {day:%B %Y}",
            blocks=(
                Heading(1, "Wording"),
                wording,
                *_to_settle(blanks),
                *_text("What it does", thing.what_it_does),
                *_text("When to use it", thing.when_to_use),
                Heading(1, "At a glance"),
                Facts(tuple((name, words(value)) for name, value in _facts(thing))),
            ),
            terms=tuple(
                (one.name, one.contract_meaning or one.meaning) for one in terms
            ),
            law=_law(thing),
            sources=_sources(thing),
        )


@register
class RouteDocument(DownloadSource):
    """A route: when it may be open, what to record, what can go wrong."""

    kind = "route"
    label = "Route"

    def things(self, user: Asker) -> QuerySet:
        """Return the routes that `user` may see."""
        return RoutePage.objects.visible_to(user)

    def content(self, thing: RoutePage, typed: Mapping[str, str]) -> Content:
        """Return the route."""
        return Content(
            title=thing.title,
            url=thing.full_url,
            lead=thing.summary,
            standing=_NOT_REVIEWED,
            blocks=(
                *_text("When to consider it", thing.when_to_use),
                *story_blocks(thing.body, heading_level=1),
                *_points("What to record", thing.record_points),
                *_points("What can go wrong, and what helps", thing.risk_points),
            ),
            law=_law(thing),
            sources=_sources(thing),
        )

    def contents(self, asked: Sequence[tuple[Any, Mapping[str, str]]]) -> list[Content]:
        """Return what one document says of many, in a fixed number of queries."""
        things = [thing for thing, _ in asked]
        prefetch_related_objects(things, "sources")
        learn_sections_of(things)
        return super().contents(asked)


def _facts(clause: ClausePage) -> list[tuple[str, str]]:
    facts = [
        ("When it is used", clause.get_stage_display()),
        ("Risk", clause.get_risk_display()),
        ("Who owes whom", clause.get_obligation_display()),
        ("Rules", _joined(clause.regimes)),
        ("Nations", _joined(clause.nations)),
        ("Legal advice", clause.needs_legal_advice),
        ("What changed in this version", clause.version_note),
    ]
    return [(name, value) for name, value in facts if value]


def _joined(rows: QuerySet) -> str:
    return ", ".join(map(str, rows.all()))


def _to_settle(blanks: list[Blank]) -> list[Block]:
    open_ones = [one for one in blanks if not one.value or one.error]
    points = [f"{one.name}: for example {one.suggestion}" for one in open_ones]
    return _points("Still to settle", points)


def _text(title: str, text: str) -> list[Block]:
    return [Heading(1, title), *paragraphs_of(text)] if text.strip() else []


def _points(title: str, points: list[str]) -> list[Block]:
    return [Heading(1, title), Listing(tuple(map(words, points)))] if points else []


def _law(thing: ClausePage | RoutePage) -> tuple[Law, ...]:
    return tuple(
        Law(
            f"{one}: {one.about}" + (f" ({one.standing()})" if one.standing() else ""),
            one.url,
        )
        for one in sections_of(thing)
    )


def _sources(thing: ClausePage | RoutePage) -> tuple[str, ...]:
    return tuple(map(str, thing.sources.all()))
