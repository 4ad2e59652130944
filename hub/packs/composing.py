"""A pack as one document: thing after thing, and an annex for all of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings

from hub.downloads.blocks import (
    Block,
    Definitions,
    Heading,
    Listing,
    Notice,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Runs,
    Table,
    words,
)
from hub.downloads.composing import DISCLAIMER, LICENCE
from hub.downloads.reading import paragraphs_of
from hub.downloads.sources import Content
from hub.packs.filling import placeholders_of, typed_for
from hub.packs.models import Pack
from hub.packs.reading import Held

_GONE = "It was put into this pack, and is no longer published, or not for everybody."


def paper_of_pack(pack: Pack, held: list[Held], today: dt.date) -> Paper:
    """Return the pack as a document, in its order, with one annex."""
    told = _contents(pack, held)
    blocks: list[Block] = []
    for one in held:
        blocks += [PageBreak(), *_chapter(one, told.get(one.item.pk))]
    contents = [(one, told[one.item.pk]) for one in held if one.item.pk in told]
    return Paper(
        title=pack.name,
        blocks=(*blocks, PageBreak(), *_annex(contents, today)),
        foot=f"{settings.SITE_NAME} · CC BY 4.0",
        date=today,
        has_contents=True,
        # What is in it; the parts of thirty clauses would be pages of contents.
        contents_depth=1,
    )


def _contents(pack: Pack, held: Iterable[Held]) -> dict[int, Content]:
    """Return what each thing says, by the key of its item; kind by kind."""
    by_kind: dict[Any, list[Held]] = {}
    for one in held:
        if one.thing is not None:
            by_kind.setdefault(one.source, []).append(one)
    told: dict[int, Content] = {}
    for source, group in by_kind.items():
        asked = [
            (one.thing, typed_for(placeholders_of(one.thing), pack.settled))
            for one in group
        ]
        for one, content in zip(group, source.contents(asked), strict=True):
            told[one.item.pk] = content
    return told


def _chapter(one: Held, content: Content | None) -> Iterable[Block]:
    yield Heading(1, one.title)
    if content is None:
        yield Paragraph(words(_GONE))
        return
    if content.lead:
        yield Paragraph(words(content.lead), is_lead=True)
    yield Paragraph(words(_which(one, content)), is_quiet=True)
    if one.item.note:
        yield Notice("information", "A note on it", tuple(paragraphs_of(one.item.note)))
    if content.standing is not None:
        tone, title, text = content.standing
        yield Notice(tone, title, (Paragraph(words(text)),))
    for block in content.blocks:
        yield _lowered(block)


def _which(one: Held, content: Content) -> str:
    newer = (
        f" A newer one is in use now: version {one.newer.version}." if one.newer else ""
    )
    version = f" {content.version}." if content.version else ""
    return f"{one.label}.{version}{newer}"


def _lowered(block: Block) -> Block:
    """Return a block under the heading of its thing: headings are one level deeper."""
    if isinstance(block, Heading):
        return replace(block, level=block.level + 1)
    if isinstance(block, Notice):
        return replace(block, blocks=tuple(map(_lowered, block.blocks)))
    return block


def _annex(told: list[tuple[Held, Content]], today: dt.date) -> Iterable[Block]:
    terms = {name: meaning for _, one in told for name, meaning in one.terms}
    if terms:
        by_name = sorted(terms.items(), key=lambda term: term[0].casefold())
        yield Heading(1, "Defined terms")
        yield Definitions(tuple(by_name))
    yield Heading(1, "Annex: where this comes from")
    if told:
        yield Heading(2, "What is in this pack")
        yield _table(told)
        yield Listing(tuple(_address(content) for _, content in told))
    law = {one.name: one for _, content in told for one in content.law}
    if law:
        yield Heading(2, "The law it rests on")
        yield Listing(tuple((Run(one.name, href=one.url),) for one in law.values()))
    sources = dict.fromkeys(one for _, content in told for one in content.sources)
    if sources:
        yield Heading(2, "Sources")
        yield Listing(tuple(map(words, sources)))
    yield Heading(2, "Licence and date")
    day = f"{today.day} {today:%B %Y}"
    yield Paragraph(words(f"Downloaded on {day} from {settings.SITE_NAME}."))
    yield Paragraph(words(LICENCE))
    yield Paragraph(words(DISCLAIMER))


def _table(told: list[tuple[Held, Content]]) -> Table:
    rows = tuple(
        (
            content.title,
            one.label,
            content.version or "Not versioned",
            content.standing[1] if content.standing else "",
        )
        for one, content in told
    )
    head = ("Title", "What it is", "Version", "How far to rely on it")
    return Table("Everything in this pack, with its version", head, rows)


def _address(content: Content) -> Runs:
    return (Run(f"{content.title}: "), Run(content.url, href=content.url))
