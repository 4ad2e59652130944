"""Blocks in templates; see `templates/downloads/blocks.html`."""

import base64
from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from hub.downloads import cleaning
from hub.downloads.blocks import Block, Run, Table
from hub.downloads.pdf import is_available

register = template.Library()
register.filter("safe_link", cleaning.safe_link)

_DEEPEST = 6
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@register.filter
def cleaned(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with their text cleaned."""
    return cleaning.changed(tuple(blocks), cleaning.clean)


@register.filter
def block_template(block: Block) -> str:
    """Return the template of this kind of block."""
    return f"downloads/blocks/{type(block).__name__.lower()}.html"


@register.filter
def run_words(runs: Iterable[Run]) -> SafeString:
    """Return the words of a paragraph, with their standing."""
    return mark_safe("".join(map(_marked, runs)))


def _marked(run: Run) -> SafeString:
    words = with_breaks(run.text)
    if run.is_blank:
        # The brackets are text, so that they are copied too.
        words = format_html('<span class="clause__placeholder">[{}]</span>', words)
    if run.italic:
        words = format_html("<em>{}</em>", words)
    if run.bold:
        words = format_html("<strong>{}</strong>", words)
    if link := cleaning.safe_link(run.href):
        words = format_html('<a href="{}">{}</a>', link, words)
    return words


@register.filter
def with_breaks(text: str) -> SafeString:
    """Return text whose lines end where they were ended."""
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))


@register.simple_tag
def document_heading(
    text: str, level: int, offset: int | str = 0, name: str = ""
) -> SafeString:
    """Draw a heading `offset` levels below its own; `name` lets contents lead to it."""
    # Not in a template: an element whose name is a variable is more than linters read.
    level = min(level + int(offset or 0), _DEEPEST)
    place = format_html(' id="{}"', name) if name else ""
    return format_html("<h{0}{1}>{2}</h{0}>", level, place, text)


@register.filter
def whole_rows(table: Table) -> list[tuple[str, ...]]:
    """Return the rows of a table, each as long as the longest."""
    longest = max(map(len, (table.head, *table.rows)), default=0)
    return [row + ("",) * (longest - len(row)) for row in table.rows]


@register.simple_tag
def place(name: str, number: int) -> str:
    """Return the id of the block with this number, "" where blocks have none."""
    return f"{name}-{number}" if name else ""


@register.filter
def data_address(data: bytes) -> str:
    """Return a picture as an address that holds it; raise `ValueError` for others."""
    for start, kind in _KINDS.items():
        if data.startswith(start):
            return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
    raise ValueError("A picture of a document is PNG or JPEG.")


@register.simple_tag
def endings() -> tuple[tuple[str, str], ...]:
    """Return what files can be had here: the ending of each and its name."""
    offered = [("docx", "Word"), ("odt", "OpenDocument")]
    if is_available():
        offered.append(("pdf", "PDF"))
    return tuple(offered)
