"""The words of a Word document: bold, links, placeholders."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from hub.downloads.blocks import Run, Runs
from hub.downloads.cleaning import safe_link
from hub.downloads.docx.markup import add, add_bold, add_words
from hub.downloads.markup import Element


class Words:
    """Writes runs; knows which addresses the document leads to already."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._links: dict[str, str] = {}

    def write(self, paragraph: Element, runs: Runs) -> None:
        """Append the runs to a paragraph."""
        for run in runs:
            if run.text:
                self._write(paragraph, run)

    def _write(self, paragraph: Element, run: Run) -> None:
        address = safe_link(run.href)
        if address:
            attributes = {"r:id": self._link(address), "w:history": "1"}
            paragraph = add(paragraph, "w:hyperlink", attributes)
        made = add(paragraph, "w:r")
        if run.bold or run.italic or run.is_blank or address:
            _mark(add(made, "w:rPr"), run, is_link=bool(address))
        add_words(made, f"[{run.text}]" if run.is_blank else run.text)

    def _link(self, address: str) -> str:
        if address not in self._links:
            self._links[address] = self._part.rels.get_or_add_ext_rel(
                RELATIONSHIP_TYPE.HYPERLINK, address
            )
        return self._links[address]


def _mark(properties: Element, run: Run, *, is_link: bool) -> None:
    if run.is_blank:
        add(properties, "w:rStyle", {"w:val": "Placeholder"})
    elif is_link:
        add(properties, "w:rStyle", {"w:val": "Hyperlink"})
    if run.bold:
        add_bold(properties)
    if run.italic:
        add(properties, "w:i")
        add(properties, "w:iCs")
    if run.is_blank:
        # Older versions of Word know no highlight in a style; searching for it finds
        # what is still to be settled.
        add(properties, "w:highlight", {"w:val": "yellow"})
