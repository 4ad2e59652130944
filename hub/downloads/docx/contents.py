"""A table of contents that can be read before Word has reckoned it."""

from hub.downloads.blocks import Heading
from hub.downloads.docx.markup import add, add_plain, add_style
from hub.downloads.markup import Element


def bookmark(number: int) -> str:
    """Return the name of the place where the heading with this number stands."""
    return f"_Toc{number:08d}"


def write_contents(body: Element, headings: list[Heading], depth: int) -> None:
    """Append the field with one entry a heading, numbered from 0 as they follow."""
    block = add(body, "w:sdt")
    gallery = add(add(block, "w:sdtPr"), "w:docPartObj")
    add(gallery, "w:docPartGallery", {"w:val": "Table of Contents"})
    add(gallery, "w:docPartUnique")
    content = add(block, "w:sdtContent")
    title = add(content, "w:p")
    add_style(title, "TOCHeading")
    add_plain(title, "Contents")
    entries = [one for one in enumerate(headings) if one[1].level <= depth]
    paragraphs = [_entry(content, *one) for one in entries] or [add(content, "w:p")]
    _open_field(paragraphs[0], depth)
    _mark(paragraphs[-1], "end")


def _entry(content: Element, number: int, heading: Heading) -> Element:
    paragraph = add(content, "w:p")
    add_style(paragraph, f"TOC{heading.level}")
    link = add(
        paragraph, "w:hyperlink", {"w:anchor": bookmark(number), "w:history": "1"}
    )
    add_plain(link, heading.text)
    return paragraph


def _open_field(paragraph: Element, depth: int) -> None:
    """Put the beginning of the field before what the paragraph holds."""
    held = [one for one in paragraph if not one.tag.endswith("}pPr")]
    _mark(paragraph, "begin")
    instruction = add(add(paragraph, "w:r"), "w:instrText", {"xml:space": "preserve"})
    instruction.text = f' TOC \\o "1-{depth}" \\h \\z \\u '
    _mark(paragraph, "separate")
    for one in held:
        paragraph.append(one)


def _mark(paragraph: Element, kind: str) -> None:
    add(add(paragraph, "w:r"), "w:fldChar", {"w:fldCharType": kind})
