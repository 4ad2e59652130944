"""Entries of the directory as documents: what the public profile shows, and no more."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, prefetch_related_objects
from wagtail.rich_text import RichText

from hub.core.visibility import Asker
from hub.directory.contact import contact_of
from hub.directory.models import Organisation
from hub.directory.registers import register_address
from hub.downloads.blocks import Block, Facts, Heading, Listing, Run, Runs, words
from hub.downloads.reading import paragraphs_of, rich_text_blocks
from hub.downloads.sources import Content, DownloadSource, register

_TOLD = (
    "services",
    "people_supported",
    "ownership_models",
    "councils_served",
    "can_help_with",
    "looking_for",
    "sources",
    "identifiers",
    "ratings",
)
_MASKED = " (postcode district; the exact address is not published)"


@register
class OrganisationDocument(DownloadSource):
    """An entry of the directory."""

    kind = "organisation"
    label = "Organisation"

    def things(self, user: Asker) -> QuerySet:
        """Return the published entries, which everybody may see."""
        return Organisation.objects.listed()

    def content(self, thing: Organisation, typed: Mapping[str, str]) -> Content:
        """Return the entry as a visitor sees it: a file is passed on."""
        confirmed = thing.confirmed_on
        return Content(
            title=thing.name,
            url=f"{settings.BASE_URL}{thing.get_absolute_url()}",
            lead=thing.summary,
            version=(
                f"Confirmed on {confirmed.day} {confirmed:%B %Y}" if confirmed else ""
            ),
            blocks=(
                *rich_text_blocks(RichText(thing.description), heading_level=1),
                *_text("Members and their shares", thing.membership),
                *_text("Board and decisions", thing.governance),
                *_told("At a glance", _facts(thing)),
                *_told("Contact", _contact(thing)),
                *_points("What inspectors found", map(words, _ratings(thing))),
                *_points("In public registers", _registers(thing)),
            ),
            sources=tuple(map(str, thing.sources.all())),
        )

    def contents(self, asked: Sequence[tuple[Any, Mapping[str, str]]]) -> list[Content]:
        """Return what one document says of many, in a fixed number of queries."""
        prefetch_related_objects([thing for thing, _ in asked], *_TOLD)
        return super().contents(asked)


def _facts(one: Organisation) -> list[tuple[str, str]]:
    return [
        ("What it is", one.get_kind_display()),
        ("Where", one.where),
        ("Nation", one.get_nation_display()),
        ("Councils served", _joined(one.councils_served)),
        ("Services", _joined(one.services)),
        ("People supported", _joined(one.people_supported)),
        ("Ownership", _joined(one.ownership_models)),
        ("Stage", one.get_stage_display()),
        ("Legal form", one.get_legal_form_display()),
        ("Founded", str(one.founded_year or "")),
        ("Size", one.size),
        ("People working in it", f"about {one.colleagues}" if one.colleagues else ""),
        ("Can help with", _joined(one.can_help_with)),
        ("Looking for", _joined(one.looking_for)),
    ]


def _contact(one: Organisation) -> list[tuple[str, str]]:
    known = contact_of(one, AnonymousUser())
    masked = _MASKED if known.is_masked and known.address else ""
    return [
        ("Website", known.website),
        ("E-mail", known.email),
        ("Telephone", known.phone),
        ("Address", ", ".join(known.address) + masked),
    ]


def _ratings(one: Organisation) -> Iterable[str]:
    for rating in one.ratings.all():
        service = f", {rating.service}" if rating.service else ""
        day = f"{rating.rated_on.day} {rating.rated_on:%B %Y}"
        regulator = rating.get_regulator_display()
        yield f"{regulator}{service}: {rating.get_grade_display()}, {day}"


def _registers(one: Organisation) -> Iterable[Runs]:
    for identifier in one.identifiers.all():
        address = register_address(identifier.scheme, identifier.number)
        name = f"{identifier.get_scheme_display()}: "
        yield (Run(name), Run(identifier.number, href=address or ""))


def _told(title: str, known: Iterable[tuple[str, str]]) -> list[Block]:
    facts = tuple((name, words(value)) for name, value in known if value)
    return [Heading(1, title), Facts(facts)] if facts else []


def _text(title: str, text: str) -> list[Block]:
    return [Heading(1, title), *paragraphs_of(text)] if text.strip() else []


def _points(title: str, points: Iterable[Runs]) -> list[Block]:
    points = tuple(points)
    return [Heading(1, title), Listing(points)] if points else []


def _joined(rows: Any) -> str:
    return ", ".join(map(str, rows.all()))
