"""A table of contents with its entries, which the word processor can reckon anew."""

from hub.downloads.blocks import Heading
from hub.downloads.markup import Element
from hub.downloads.odt.markup import add, add_paragraph, add_words


def bookmark(number: int) -> str:
    """Return the name of the place where the heading with this number stands."""
    return f"heading-{number}"


def write_contents(body: Element, headings: list[Heading], depth: int) -> None:
    """Append the contents with one entry a heading, numbered from 0 as they follow."""
    index = add(
        body,
        "text:table-of-content",
        {"text:name": "Contents", "text:protected": "true"},
    )
    _write_source(index, depth)
    shown = add(index, "text:index-body")
    title = add(shown, "text:index-title", {"text:name": "Contents heading"})
    add_paragraph(title, "Contents_20_Heading", "Contents")
    for number, heading in enumerate(headings):
        if heading.level <= depth:
            entry = add_paragraph(shown, f"Contents_20_{heading.level}")
            place = {"xlink:type": "simple", "xlink:href": f"#{bookmark(number)}"}
            style = {"text:style-name": "Index_20_link"}
            add_words(add(entry, "text:a", {**place, **style}), heading.text)


def _write_source(index: Element, depth: int) -> None:
    """Say how the contents are to be made when they are made anew."""
    source = add(
        index,
        "text:table-of-content-source",
        {"text:outline-level": str(depth), "text:use-index-marks": "false"},
    )
    style = {"text:style-name": "Contents_20_Heading"}
    add(source, "text:index-title-template", style, "Contents")
    for level in range(1, depth + 1):
        names = {"text:outline-level": str(level)}
        names["text:style-name"] = f"Contents_20_{level}"
        entry = add(source, "text:table-of-content-entry-template", names)
        add(entry, "text:index-entry-link-start")
        add(entry, "text:index-entry-text")
        add(
            entry,
            "text:index-entry-tab-stop",
            {"style:type": "right", "style:leader-char": "."},
        )
        add(entry, "text:index-entry-page-number")
        add(entry, "text:index-entry-link-end")
