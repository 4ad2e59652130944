"""Papers for the tests of every writer: one with all kinds of blocks, and hostile ones."""

import datetime as dt
import io

from PIL import Image

from hub.downloads.blocks import (
    Definitions,
    Facts,
    Heading,
    Listing,
    Notice,
    Numbered,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Wording,
    words,
)

DATE = dt.date(2026, 11, 3)
HEADINGS = [(1, "Before you buy"), (2, "Lots"), (1, "Clauses"), (2, "Wages")]


def png(width: int = 40, height: int = 30) -> bytes:
    """A plain picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(stream, "PNG")
    return stream.getvalue()


def wording(first: str, *, notes: tuple[str, ...] = ()) -> Wording:
    """A clause with two numbered and two lettered paragraphs and a placeholder."""
    return Wording(
        (
            Numbered(0, "", words("In this contract:")),
            Numbered(
                1, "1.", (Run(first), Run("12", is_blank=True), Run(" weeks' notice."))
            ),
            Numbered(2, "(a)", words("in writing, and")),
            Numbered(2, "(b)", words("to every member.")),
            Numbered(2, "(c)", words("without delay.")),
            Numbered(1, "2.", words("Nothing else changes.")),
            Numbered(2, "(a)", words("not even the price.")),
        ),
        notes,
    )


def paper(**changes: object) -> Paper:
    """A paper with every kind of block."""
    blocks = (
        Paragraph(words("Start early."), is_lead=True),
        Heading(1, "Before you buy"),
        Paragraph(
            (
                Run("Read "),
                Run("the guide", href="https://hub.example/guides/?a=1&b=2"),
                Run(" and "),
                Run("act", bold=True),
                Run(" on it", italic=True),
                Run(", or "),
                Run("click here", href="javascript:alert(1)"),
                Run("."),
            )
        ),
        Notice(
            "warning",
            "The law changes",
            (
                Paragraph(words("Check the date.")),
                Listing((words("First thing"), words("Second thing"))),
            ),
        ),
        Heading(2, "Lots"),
        Listing((words("Big"), words("Small"))),
        Listing((words("Ask"), words("Decide")), ordered=True),
        Listing((words("Publish"), words("Award")), ordered=True),
        Table(
            "Bids by lot",
            ("Lot", "Bids", "Won by"),
            (("North", "3", "A co-op"), ("South", "1")),
        ),
        Picture(png(3000, 100), "A map of the lots", "Where the lots are"),
        Picture(png(), ""),
        Quote("We asked the members first.", "Ada, chair, Harbour Care"),
        PageBreak(),
        Heading(1, "Clauses"),
        Definitions((("Authority", "Who buys."), ("Provider", "Who cares."))),
        Facts(
            (("Version", words("3")), ("Law", (Run("Act", href="https://a.example"),)))
        ),
        wording("The Authority gives ", notes=("Agree this first.", "Then that.")),
        Heading(2, "Wages"),
        wording("The Provider gives "),
        Paragraph(words("Made on the hub."), is_quiet=True),
    )
    made = {
        "title": "Buying care from co-ops",
        "blocks": blocks,
        "summary": "What to settle, and how.",
        "foot": "Care Co-op Hub, 3 November 2026",
        "date": DATE,
        "has_contents": True,
    }
    return Paper(**(made | changes))


HOSTILE = {
    "markup": "<b>&</b> <script>alert(1)</script> ]]> <!-- &amp; &#0;",
    "formula": '=HYPERLINK("https://evil.example","x") +1 @SUM(A1)',
    "long": " ".join(map(str, range(20_000))),
    "right to left": "שלום עולם مرحبا",
    "emoji": "👩🏽‍⚕️ 🇬🇧 ❤️",
    "control": "a\x00b\x07c\x0bd\x1be\ud800f\ufffeg\u202eh\u2066i",
    "brackets": "[[ ]] ]] [[ | [a ((b)",
    "empty": "",
    "blank": " \n\t ",
    "lines": "one\ntwo\r\nthree\tfour",
    "template": "{{ settings.SECRET_KEY }}{% load x %}{# c #}",
}


def hostile(text: str) -> Paper:
    """A paper that holds `text` wherever text can stand."""
    runs = (Run(text), Run(text, bold=True, href=text), Run(text, is_blank=True))
    blocks = (
        Heading(1, text),
        Paragraph(runs),
        Listing((runs, ()), ordered=True),
        Listing(()),
        Wording((Numbered(1, text, runs), Numbered(2, text, ())), (text,)),
        Wording((), (text,)),
        Definitions(((text, text),)),
        Facts(((text, runs),)),
        Table(text, (text, text), ((text,), ())),
        Table("", (), ()),
        Picture(png(), text, text),
        Quote(text, text),
        Notice("error", text, (Paragraph(runs), Heading(2, text))),
    )
    return Paper(text, blocks, text, text, DATE, has_contents=True)
