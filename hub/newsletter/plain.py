"""HTML for mails: what mail programs show well, and the same words as plain text."""

from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3
from django.conf import settings

_TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "b", "em", "i"),
    *("blockquote", "cite", "figcaption", "img"),
}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
_BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figcaption"}


def for_mail(html: str) -> str:
    """Return `html` with nothing but plain structure, and with whole addresses."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        url_relative=lambda url: urljoin(settings.BASE_URL, url),
    ).strip()


def as_text(html: str) -> str:
    """Return the words of `html` (as `for_mail` makes it), for reading without it.

    The address of a link stands after its words.
    """
    writer = _TextWriter()
    writer.feed(html)
    writer.close()
    return writer.text()


class _TextWriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._paragraphs: list[str] = []
        self._words = ""
        self._lists: list[int | None] = []
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._end_paragraph()
            self._words = self._bullet()
        elif tag == "a":
            self._address = values.get("href") or ""
        elif tag == "br":
            self._words += "\n"
        elif tag == "img" and values.get("alt"):
            self._words += f"[Picture: {values['alt']}]"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            if self._address and not self._words.endswith(self._address):
                self._words += f" ({self._address})"
            self._address = ""
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _BLOCKS or tag == "li":
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        # Line ends in the source of HTML mean no more than a blank.
        words = " ".join(data.split())
        before = " " if data[:1].isspace() and self._words[-1:].strip() else ""
        after = " " if words and data[-1:].isspace() else ""
        self._words += before + words + after

    def text(self) -> str:
        self._end_paragraph()
        return "\n".join(self._paragraphs).strip()

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _end_paragraph(self) -> None:
        words, self._words = self._words.strip(), ""
        if not words:
            return
        # Lines of a list stand close together; everything else is set apart.
        if self._paragraphs and not self._lists:
            self._paragraphs.append("")
        self._paragraphs.append(words)
