"""Blocks as HTML: part of a page, or a whole document for print."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hub.downloads.blocks import Block, Heading, Notice, Paper
from hub.downloads.cleaning import clean_paper


class Entry(NamedTuple):
    """A line of the contents."""

    level: int
    text: str
    id: str


def html_blocks(blocks: Iterable[Block], *, heading_offset: int = 0) -> SafeString:
    """Return the blocks as part of a page; headings stand `heading_offset` lower."""
    context = {"blocks": tuple(blocks), "heading_offset": heading_offset}
    return render_to_string("downloads/blocks.html", context)


def html(paper: Paper, *, stylesheet: str = "") -> SafeString:
    """Return the paper as a whole document; its title is the only heading of level 1."""
    paper = clean_paper(paper)
    contents = [
        entry
        for entry in _entries(paper.blocks, "part")
        if entry.level <= paper.contents_depth
    ]
    context = {
        "paper": paper,
        "author": settings.SITE_NAME,
        "contents": contents if paper.has_contents else [],
        "stylesheet": stylesheet,
    }
    return render_to_string("downloads/paper.html", context)


def _entries(blocks: Iterable[Block], name: str) -> Iterator[Entry]:
    """Yield an entry for each heading, with the id its template gives it."""
    for number, block in enumerate(blocks, start=1):
        place = f"{name}-{number}"
        if isinstance(block, Heading) and block.text.strip():
            yield Entry(block.level, block.text, place)
        elif isinstance(block, Notice):
            yield from _entries(block.blocks, place)
