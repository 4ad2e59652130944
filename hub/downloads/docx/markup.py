"""Word's markup, and the order in which it wants the properties of a paragraph."""

from docx.oxml.ns import nsmap

from hub.downloads.markup import Element, adder

full, add = adder(
    {**nsmap, "w14": "http://schemas.microsoft.com/office/word/2010/wordml"}
)


def add_style(paragraph: Element, style: str) -> Element:
    """Give a paragraph without properties its style; return the properties."""
    properties = add(paragraph, "w:pPr")
    add(properties, "w:pStyle", {"w:val": style})
    return properties


def add_numbering(properties: Element, number: int, level: int) -> None:
    """Let a paragraph be numbered in a list."""
    numbering = add(properties, "w:numPr")
    add(numbering, "w:ilvl", {"w:val": str(level)})
    add(numbering, "w:numId", {"w:val": str(number)})


def add_words(run: Element, text: str) -> None:
    """Put text into a run; line ends and tabs become Word's own."""
    for number, line in enumerate(text.split("\n")):
        if number:
            add(run, "w:br")
        for place, part in enumerate(line.split("\t")):
            if place:
                add(run, "w:tab")
            if part:
                add(run, "w:t", {"xml:space": "preserve"}, part)


def add_plain(parent: Element, text: str, *, bold: bool = False) -> None:
    """Append a run of plain words."""
    run = add(parent, "w:r")
    if bold:
        add_bold(add(run, "w:rPr"))
    add_words(run, text)


def add_bold(properties: Element) -> None:
    """Make a run bold, for every script."""
    add(properties, "w:b")
    add(properties, "w:bCs")


def add_field(parent: Element, instruction: str, shown: str) -> None:
    """Append a field that the word processor reckons; `shown` stands there until then."""
    field = add(parent, "w:fldSimple", {"w:instr": f" {instruction} "})
    add_plain(field, shown)
