"""Each kind of block as Word has it."""

from collections.abc import Callable, Iterable

from docx.document import Document

from hub.downloads import blocks as kinds
from hub.downloads.blocks import Block, Paper, Run, words
from hub.downloads.docx.comments import write_comment
from hub.downloads.docx.contents import bookmark, write_contents
from hub.downloads.docx.markup import add, add_numbering, add_style, full
from hub.downloads.docx.numbering import BULLETS, CLAUSES, STEPS, Numbering
from hub.downloads.docx.pictures import write_picture
from hub.downloads.docx.runs import Words
from hub.downloads.docx.tables import write_table
from hub.downloads.markup import Element
from hub.downloads.outline import headings
from hub.downloads.tones import notice_title

_DEEPEST_HEADING = 6
_CLAUSES = ("Clause", "ClauseLevel1", "ClauseLevel2")
# The line beside a notice and its ground.
_TONES = {
    "information": ("2F5F9E", "E6EEF8"),
    "success": ("0A5A52", "E3F0EC"),
    "warning": ("6B4A00", "FDF1D6"),
    "error": ("B5482A", "FBE9E2"),
}


class Writer:
    """Writes one paper into an empty document."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document, self._paper = document, paper
        self._body = document.element.body
        self._words = Words(document.part)
        self._numbering = Numbering(document.part.numbering_part.element)
        self._headings = 0
        self._tone = ""
        self._is_page_due = False
        self._ways: dict[type, Callable[..., None]] = {
            kinds.Heading: self._heading,
            kinds.Paragraph: self._paragraph,
            kinds.Listing: self._listing,
            kinds.Wording: self._wording,
            kinds.Definitions: self._definitions,
            kinds.Facts: self._facts,
            kinds.Table: self._table,
            kinds.Picture: self._picture,
            kinds.Quote: self._quote,
            kinds.Notice: self._notice,
            kinds.PageBreak: self._page_break,
        }

    def write(self) -> None:
        """Write title, summary, contents and blocks."""
        section = self._body.sectPr
        self._add("Title", words(self._paper.title))
        if self._paper.summary:
            self._add("Lead", words(self._paper.summary))
        if self._paper.has_contents:
            found = list(headings(self._paper.blocks))
            write_contents(self._body, found, self._paper.contents_depth)
        self._blocks(self._paper.blocks)
        # The size of the page stands last, or Word calls the file damaged.
        self._body.append(section)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._ways[type(block)](block)

    def _add(
        self, style: str, runs: kinds.Runs = (), *, number: int = 0, level: int = 0
    ) -> Element:
        """Append a paragraph; `number` is that of the list it belongs to."""
        paragraph = add(self._body, "w:p")
        properties = add_style(paragraph, style)
        if self._is_page_due:
            add(properties, "w:pageBreakBefore")
            self._is_page_due = False
        if number:
            add_numbering(properties, number, level)
        if self._tone:
            self._frame(properties, is_listed=bool(number), level=level)
        self._words.write(paragraph, runs)
        return paragraph

    def _frame(self, properties: Element, *, is_listed: bool, level: int) -> None:
        """Draw the line and the ground of a notice; Word joins those that are alike."""
        line, ground = _TONES[self._tone]
        border = {"w:val": "single", "w:sz": "24", "w:space": "8", "w:color": line}
        borders = add(properties, "w:pBdr")
        # The upper and lower one are not seen: they make room, as padding would.
        unseen = {**border, "w:sz": "4", "w:space": "5", "w:color": ground}
        for side, drawn in (("top", unseen), ("left", border), ("bottom", unseen)):
            add(borders, f"w:{side}", drawn)
        add(
            properties,
            "w:shd",
            {"w:val": "clear", "w:color": "auto", "w:fill": ground},
        )
        if is_listed:
            hanging = 397 + 397 * level
            indent = {"w:left": str(227 + hanging), "w:right": "113"}
            add(properties, "w:ind", {**indent, "w:hanging": str(hanging)})

    def _heading(self, block: kinds.Heading) -> None:
        if not block.text.strip():
            return
        level = min(block.level, _DEEPEST_HEADING)
        paragraph = self._add(f"Heading{level}")
        mark = {"w:id": str(self._headings)}
        name = {"w:name": bookmark(self._headings)}
        add(paragraph, "w:bookmarkStart", {**mark, **name})
        self._words.write(paragraph, words(block.text))
        add(paragraph, "w:bookmarkEnd", mark)
        self._headings += 1

    def _paragraph(self, block: kinds.Paragraph) -> None:
        style = "Lead" if block.is_lead else "Quiet" if block.is_quiet else ""
        self._add(style or ("Notice" if self._tone else "Normal"), block.runs)

    def _listing(self, block: kinds.Listing) -> None:
        if not block.items:
            return
        style, number = "ListBullet", BULLETS
        if block.ordered:
            style, number = "ListNumber", self._numbering.begin(STEPS)
        for runs in block.items:
            self._add(style, runs, number=number)

    def _wording(self, block: kinds.Wording) -> None:
        number = self._numbering.begin(CLAUSES)
        made = [
            self._add(
                _CLAUSES[one.level],
                one.runs,
                number=number if one.level else 0,
                level=max(one.level - 1, 0),
            )
            for one in block.paragraphs
        ]
        if block.notes:
            self._comment(made[0] if made else self._add("Clause"), block.notes)

    def _comment(self, paragraph: Element, notes: tuple[str, ...]) -> None:
        write_comment(self._document, paragraph, notes, self._paper.date)

    def _definitions(self, block: kinds.Definitions) -> None:
        for term, meaning in block.items:
            self._add("Definition", (Run(f"{term}: ", bold=True), Run(meaning)))

    def _facts(self, block: kinds.Facts) -> None:
        for name, runs in block.items:
            self._add("Fact", (Run(f"{name}: ", bold=True), *runs))

    def _table(self, block: kinds.Table) -> None:
        if block.caption:
            caption = self._add("Caption", words(block.caption))
            caption[0].insert(1, caption.makeelement(full("w:keepNext"), {}))
        elif self._is_page_due:
            self._add("AfterTable")
        write_table(self._body, block)
        # Two tables without anything between them would be one.
        add_style(add(self._body, "w:p"), "AfterTable")

    def _picture(self, block: kinds.Picture) -> None:
        write_picture(self._document.part, self._add("Picture"), block)
        if block.caption:
            self._add("Caption", words(block.caption))

    def _quote(self, block: kinds.Quote) -> None:
        self._add("Quote", words(block.text))
        if block.credit:
            self._add("QuoteCredit", words(block.credit))

    def _notice(self, block: kinds.Notice) -> None:
        outer, self._tone = self._tone, block.tone
        self._add("NoticeTitle", words(notice_title(block.tone, block.title)))
        self._blocks(block.blocks)
        self._tone = outer

    def _page_break(self, block: kinds.PageBreak) -> None:
        self._is_page_due = True
