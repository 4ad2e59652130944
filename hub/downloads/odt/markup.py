"""The markup of OpenDocument, and words in it."""

import re

from hub.downloads.markup import Element, adder

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "table": f"{_OASIS}table:1.0",
    "text": f"{_OASIS}text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
full, add = adder(NAMESPACES)
_PIECE = re.compile(r"\n|\t| {2,}|^ | $|[^\n\t ]+(?: [^\n\t ]+)*| ")


def add_words(parent: Element, text: str) -> None:
    """Append text; line ends, tabs and spaces that would be lost become elements."""
    for piece in _PIECE.findall(text):
        if piece == "\n":
            add(parent, "text:line-break")
        elif piece == "\t":
            add(parent, "text:tab")
        elif piece.isspace() and set(piece) == {" "} and len(piece) > 1:
            add(parent, "text:s", {"text:c": str(len(piece))})
        else:
            _append(parent, piece)


def _append(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_paragraph(parent: Element, style: str, text: str = "") -> Element:
    """Append a paragraph of plain words."""
    paragraph = add(parent, "text:p", {"text:style-name": style})
    add_words(paragraph, text)
    return paragraph
