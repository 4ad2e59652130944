"""What pages hold, as blocks: the body of a story, and plain text."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from django.conf import settings
from lxml import html
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from hub.downloads.blocks import (
    Block,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    words,
)
from hub.downloads.cleaning import clean
from hub.downloads.markup import Element
from hub.media.models import HubImage

_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em"}
_LISTS = {"ul", "ol"}
# These keep what is clear or drawn sharply; everything else is a photograph.
_SHARP = (".png", ".gif")
_SIZE = "max-1600x1600"


def story_blocks(stream_value: StreamValue, *, heading_level: int = 2) -> list[Block]:
    """Return a story as blocks; its uppermost headings get `heading_level`.

    Raises KeyError for a kind of block that is not known here.
    """
    ways: dict[str, Callable[..., Iterable[Block]]] = {
        "text": lambda value: rich_text_blocks(value, heading_level=heading_level),
        "notice": _notice,
        "checklist": _checklist,
        "quote": _quote,
        "image": _image,
    }
    return [
        block for child in stream_value for block in ways[child.block_type](child.value)
    ]


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return plain text as paragraphs, which empty lines set apart."""
    parts = map(str.strip, _BETWEEN.split(clean(text)))
    return [Paragraph(words(part)) for part in parts if part]


def rich_text_blocks(value: RichText, *, heading_level: int = 2) -> list[Block]:
    """Return rich text as blocks; `h2` becomes a heading of `heading_level`."""
    source = expand_db_html(clean(value.source))
    reader = _Reader(heading_level)
    for element in html.fragment_fromstring(source, create_parent="div"):
        reader.read(element)
    return reader.blocks


class _Reader:
    """Reads the elements of rich text one after the other."""

    def __init__(self, heading_level: int) -> None:
        self.blocks: list[Block] = []
        self._top = heading_level
        self._deepest_allowed = heading_level

    def read(self, element: Element) -> None:
        """Append what the element says; comments and empty elements say nothing."""
        if not isinstance(element.tag, str):
            return
        if element.tag in _LISTS:
            if items := tuple(_items(element)):
                self.blocks.append(Listing(items, ordered=element.tag == "ol"))
            return
        runs = _tidied(_runs(element))
        text = "".join(run.text for run in runs)
        if not text:
            return
        if element.tag[0] == "h" and element.tag[1:].isdigit():
            self._heading(int(element.tag[1:]), text)
        elif element.tag == "blockquote":
            self.blocks.append(Quote(text, ""))
        else:
            self.blocks.append(Paragraph(runs))

    def _heading(self, typed: int, text: str) -> None:
        """Append a heading, not deeper than one below the heading before it."""
        level = min(self._top + max(typed - 2, 0), self._deepest_allowed)
        self._deepest_allowed = level + 1
        self.blocks.append(Heading(level, text))


def _items(listing: Element) -> Iterable[Runs]:
    """Yield the points of a list; those of a list within it follow their point."""
    for item in listing.iterchildren("li"):
        yield _tidied(_runs(item, without=_LISTS))
        for inner in item.iterchildren(*_LISTS):
            yield from _items(inner)


def _runs(
    element: Element, standing: Run | None = None, *, without: Iterable[str] = ()
) -> list[Run]:
    """Return all words in an element with their standing."""
    standing = standing or Run("")
    runs = [_like(standing, element.text)]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in without:
            if child.tag == "br":
                runs.append(Run("\n"))
            runs += _runs(child, _within(child, standing), without=without)
        runs.append(_like(standing, child.tail))
    return [run for run in runs if run.text]


def _within(element: Element, around: Run) -> Run:
    href = element.get("href", "") if element.tag == "a" else ""
    return Run(
        "",
        bold=around.bold or element.tag in _BOLD,
        italic=around.italic or element.tag in _ITALIC,
        href=_whole(href) if href else around.href,
    )


def _whole(href: str) -> str:
    """Return the address as it can be followed from a document."""
    return urljoin(f"{settings.BASE_URL}/", href)


def _like(standing: Run, text: str | None) -> Run:
    text = _SPACE.sub(" ", text or "")
    return Run(text, standing.bold, standing.italic, standing.href)


def _tidied(runs: list[Run]) -> Runs:
    """Return the runs without space at the beginning and the end."""
    if runs:
        runs[0] = (
            _like(runs[0], runs[0].text.lstrip()) if runs[0].text.strip() else Run("")
        )
    if runs:
        runs[-1] = (
            _like(runs[-1], runs[-1].text.rstrip())
            if runs[-1].text.strip()
            else Run("")
        )
    return tuple(run for run in runs if run.text)


def _notice(value: dict) -> list[Block]:
    inner = tuple(rich_text_blocks(value["text"]))
    return [Notice(value["tone"], value["title"], inner)]


def _checklist(value: dict) -> list[Block]:
    title = Paragraph((Run(value["title"], bold=True),))
    return [title, Listing(tuple(words(item) for item in value["items"]))]


def _quote(value: dict) -> list[Block]:
    credit = ", ".join(filter(None, (value["speaker"], value["source"])))
    return [Quote(value["text"], credit)]


def _image(value: HubImage | None) -> list[Block]:
    # The image may have been deleted from under the story.
    if value is None:
        return []
    form = "png" if value.file.name.lower().endswith(_SHARP) else "jpeg"
    rendition = value.get_rendition(f"{_SIZE}|format-{form}")
    with rendition.file.open("rb") as file:
        data = file.read()
    alt = (
        "" if value.decorative else value.contextual_alt_text or value.default_alt_text
    )
    return [Picture(data, alt, ", ".join(filter(None, (value.credit, value.licence))))]
