"""From what a thing says to a whole document with its annex."""

import datetime as dt

from django.conf import settings

from hub.downloads.blocks import (
    Block,
    Definitions,
    Heading,
    Listing,
    Notice,
    Paper,
    Paragraph,
    Run,
    words,
)
from hub.downloads.sources import Content

LICENCE = (
    "You may copy, change and use this under the Creative Commons Attribution 4.0 "
    "International licence (CC BY 4.0). No credit is needed inside a notice, a "
    "specification or a contract."
)
DISCLAIMER = (
    "It is offered as it is, without any warranty, and is not legal advice. Check it with "
    "your own procurement lawyer before you rely on it."
)


def paper_of(content: Content, today: dt.date) -> Paper:
    """Return one thing as a document."""
    return Paper(
        title=content.title,
        summary=content.lead,
        blocks=(*_standing(content), *content.blocks, *_annex(content, today)),
        foot=" · ".join(
            filter(None, (settings.SITE_NAME, content.version, "CC BY 4.0"))
        ),
        date=today,
    )


def _standing(content: Content) -> tuple[Block, ...]:
    if content.standing is None:
        return ()
    tone, title, text = content.standing
    return (Notice(tone, title, (Paragraph(words(text)),)),)


def _annex(content: Content, today: dt.date) -> list[Block]:
    blocks: list[Block] = []
    if content.terms:
        blocks += [Heading(1, "Defined terms"), Definitions(content.terms)]
    if content.law:
        rests_on = tuple((Run(law.name, href=law.url),) for law in content.law)
        blocks += [Heading(1, "The law it rests on"), Listing(rests_on)]
    if content.sources:
        blocks += [Heading(1, "Sources"), Listing(tuple(map(words, content.sources)))]
    version = f"{content.version}. " if content.version else ""
    day = f"{today.day} {today:%B %Y}"
    made = (
        Run(f"{version}Downloaded on {day} from "),
        Run(content.url, href=content.url),
        Run("."),
    )
    blocks += [
        Heading(1, "About this document"),
        Paragraph(made),
        Paragraph(words(LICENCE)),
        Paragraph(words(DISCLAIMER)),
    ]
    return blocks
