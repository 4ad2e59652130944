"""Clauses of an OpenDocument text: lists that number themselves, and notes in the margin."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings

from hub.downloads.blocks import Numbered, Wording
from hub.downloads.markup import Element
from hub.downloads.odt.markup import add, add_paragraph, full
from hub.downloads.odt.runs import write_runs

_STYLES = ("Clause", "Clause_20_Level_20_1", "Clause_20_Level_20_2")


class Clause:
    """Writes one wording; a paragraph without a number interrupts its list."""

    def __init__(
        self, body: Element, number: int, styled: Callable[[str], str]
    ) -> None:
        self._body, self._number, self._styled = body, number, styled
        self._lists = 0
        self._list: Element | None = None
        self._letters: Element | None = None

    def write(self, wording: Wording, date: dt.date) -> None:
        """Append the paragraphs, with the notes at the first of them."""
        made = [self._paragraph(one) for one in wording.paragraphs]
        if wording.notes:
            first = (
                made[0] if made else add_paragraph(self._body, self._styled("Clause"))
            )
            write_notes(first, f"notes-{self._number}", wording.notes, date)

    def _paragraph(self, one: Numbered) -> Element:
        style = {"text:style-name": self._styled(_STYLES[one.level])}
        paragraph = add(self._place(one.level), "text:p", style)
        write_runs(paragraph, one.runs)
        return paragraph

    def _place(self, level: int) -> Element:
        """Return where a paragraph of this level goes, making the list if need be."""
        if not level:
            self._list = self._letters = None
            return self._body
        if self._list is None:
            self._list = self._begin()
        if level == 1:
            self._letters = None
            return add(self._list, "text:list-item")
        if self._letters is None:
            items = list(self._list) or [add(self._list, "text:list-item")]
            self._letters = add(items[-1], "text:list")
        return add(self._letters, "text:list-item")

    def _begin(self) -> Element:
        """Begin a list, or go on with the one that a paragraph interrupted."""
        made = add(self._body, "text:list", {"text:style-name": "Clauses"})
        made.set(full("xml:id"), self._name(self._lists))
        if self._lists:
            made.set(full("text:continue-list"), self._name(self._lists - 1))
        self._lists += 1
        return made

    def _name(self, number: int) -> str:
        return f"clause-{self._number}-{number}"


def write_notes(
    paragraph: Element, name: str, notes: tuple[str, ...], date: dt.date
) -> None:
    """Attach notes to all words of the paragraph, as one comment."""
    comment = paragraph.makeelement(full("office:annotation"))
    comment.set(full("office:name"), name)
    add(comment, "dc:creator", None, settings.SITE_NAME)
    at = dt.datetime.combine(date, dt.time())
    add(comment, "dc:date", None, at.isoformat())
    for note in notes:
        add_paragraph(comment, "Text_20_body", note)
    comment.tail, paragraph.text = paragraph.text, None
    paragraph.insert(0, comment)
    add(paragraph, "office:annotation-end", {"office:name": name})
