"""Names in what was written become links, when a page is made for somebody.

What is stored stays as it was rendered: whose page may be opened depends on who reads,
and changes. `forum.adapter.mentions` says who is told; here is only how it looks.
"""

import re
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from forum.adapter.mentions import MOST, NAME
from forum.answers.people import Card

# Tags, with their quoted values whole: a title may hold ">" and "</a>".
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
# In these a name is no mention; a span holds the words of a picture, and those alone.
_CLOSED = ("a", "code", "pre", "span")


def slugs_in(html: str) -> frozenset[str]:
    """Return the slugs that the words of `html` name."""
    if "@" not in html:
        return frozenset()
    found = {
        slug.lower()
        for words, is_open in _pieces(html)
        if is_open
        for slug in NAME.findall(words)
    }
    return frozenset(found if len(found) <= MOST else ())


def with_links(html: str, people: Mapping[str, Card]) -> SafeString:
    """Return `html`, in which the names of `people` by slug lead to their pages."""

    def link(match: re.Match) -> str:
        person = people.get(match[1].lower())
        if person is None:
            return match[0]
        return format_html('<a href="{}">@{}</a>', person.url, person.name)

    if people and "@" in html:
        html = "".join(
            NAME.sub(link, piece) if is_open else piece
            for piece, is_open in _pieces(html)
        )
    # Safe because it was: what is added is escaped, and stands between tags alone.
    return mark_safe(html)


def _pieces(html: str) -> list[tuple[str, bool]]:
    """Return words and tags in order, each with whether names in it may be linked."""
    pieces, depth = [], 0
    for number, piece in enumerate(_TAG.split(html)):
        is_tag = number % 2 == 1
        if is_tag:
            name = re.match(r"</?([a-z0-9]+)", piece)
            if name and name[1] in _CLOSED:
                depth += -1 if piece.startswith("</") else 1
        pieces.append((piece, not is_tag and depth == 0))
    return pieces
