"""Each kind of block as OpenDocument has it."""

from collections.abc import Callable, Iterable

from odfdo import Document

from hub.downloads import blocks as kinds
from hub.downloads.blocks import Block, Paper, Run, words
from hub.downloads.markup import Element
from hub.downloads.odt.contents import bookmark, write_contents
from hub.downloads.odt.figures import write_picture, write_table
from hub.downloads.odt.markup import add, full
from hub.downloads.odt.runs import write_runs
from hub.downloads.odt.wordings import Clause
from hub.downloads.outline import headings
from hub.downloads.tones import notice_title

_DEEPEST_HEADING = 6
# The line beside a notice and its ground.
_TONES = {
    "information": ("#2f5f9e", "#e6eef8"),
    "success": ("#0a5a52", "#e3f0ec"),
    "warning": ("#6b4a00", "#fdf1d6"),
    "error": ("#b5482a", "#fbe9e2"),
}


class Writer:
    """Writes one paper into an empty text."""

    def __init__(self, document: Document, content: Element, paper: Paper) -> None:
        self._document, self._paper = document, paper
        self._body = content.find(f".//{full('office:text')}")
        self._automatic = content.find(full("office:automatic-styles"))
        self._derived: dict[tuple[str, str, bool], str] = {}
        self._headings = self._clauses = self._tables = self._pictures = 0
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
        self._add("Title", words(self._paper.title))
        if self._paper.summary:
            self._add("Lead", words(self._paper.summary))
        if self._paper.has_contents:
            found = list(headings(self._paper.blocks))
            write_contents(self._body, found, self._paper.contents_depth)
        self._blocks(self._paper.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._ways[type(block)](block)

    def _add(self, style: str, runs: kinds.Runs = ()) -> Element:
        name = {"text:style-name": self._styled(style)}
        paragraph = add(self._body, "text:p", name)
        write_runs(paragraph, runs)
        return paragraph

    def _styled(self, style: str) -> str:
        """Return the style, or one made of it for a notice or the head of a page."""
        key = (style, self._tone, self._is_page_due)
        self._is_page_due = False
        if not (self._tone or key[2]):
            return style
        if key not in self._derived:
            self._derived[key] = f"P{len(self._derived) + 1}"
            self._derive(*key)
        return self._derived[key]

    def _derive(self, style: str, tone: str, is_page_begun: bool) -> None:
        name = self._derived[style, tone, is_page_begun]
        names = {"style:name": name, "style:family": "paragraph"}
        parent = {"style:parent-style-name": style}
        made = add(self._automatic, "style:style", {**names, **parent})
        properties = {"fo:break-before": "page"} if is_page_begun else {}
        if tone:
            line, ground = _TONES[tone]
            properties |= {"fo:border": "none", "fo:border-left": f"3pt solid {line}"}
            properties |= {"fo:padding": "0.15cm", "fo:background-color": ground}
            properties |= {"style:join-border": "true"}
        add(made, "style:paragraph-properties", properties)

    def _heading(self, block: kinds.Heading) -> None:
        if not block.text.strip():
            return
        level = str(min(block.level, _DEEPEST_HEADING))
        style = {"text:style-name": self._styled(f"Heading_20_{level}")}
        heading = add(self._body, "text:h", {**style, "text:outline-level": level})
        add(heading, "text:bookmark", {"text:name": bookmark(self._headings)})
        write_runs(heading, words(block.text))
        self._headings += 1

    def _paragraph(self, block: kinds.Paragraph) -> None:
        style = "Lead" if block.is_lead else "Quiet" if block.is_quiet else ""
        self._add(style or ("Notice" if self._tone else "Text_20_body"), block.runs)

    def _listing(self, block: kinds.Listing) -> None:
        if not block.items:
            return
        kind = ("Steps", "List_20_Number")
        if not block.ordered:
            kind = ("Bullets", "List_20_Bullet")
        points = add(self._body, "text:list", {"text:style-name": kind[0]})
        for runs in block.items:
            style = {"text:style-name": self._styled(kind[1])}
            item = add(points, "text:list-item")
            write_runs(add(item, "text:p", style), runs)

    def _wording(self, block: kinds.Wording) -> None:
        self._clauses += 1
        Clause(self._body, self._clauses, self._styled).write(block, self._paper.date)

    def _definitions(self, block: kinds.Definitions) -> None:
        for term, meaning in block.items:
            self._add("Definition", (Run(f"{term}: ", bold=True), Run(meaning)))

    def _facts(self, block: kinds.Facts) -> None:
        for name, runs in block.items:
            self._add("Fact", (Run(f"{name}: ", bold=True), *runs))

    def _table(self, block: kinds.Table) -> None:
        self._tables += 1
        if block.caption:
            self._add("Table_20_Caption", words(block.caption))
        elif self._is_page_due:
            self._add("Text_20_body")
        write_table(self._body, block, f"Table {self._tables}")

    def _picture(self, block: kinds.Picture) -> None:
        self._pictures += 1
        paragraph = self._add("Picture")
        name = f"Picture {self._pictures}"
        write_picture(self._document, paragraph, block, name)
        if block.caption:
            self._add("Caption", words(block.caption))

    def _quote(self, block: kinds.Quote) -> None:
        self._add("Quotations", words(block.text))
        if block.credit:
            self._add("Quote_20_Credit", words(block.credit))

    def _notice(self, block: kinds.Notice) -> None:
        outer, self._tone = self._tone, block.tone
        title = words(notice_title(block.tone, block.title))
        self._add("Notice_20_Title", title)
        self._blocks(block.blocks)
        self._tone = outer

    def _page_break(self, block: kinds.PageBreak) -> None:
        self._is_page_due = True
