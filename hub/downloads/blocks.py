"""What a document is made of: one list of blocks, which every writer and the page read.

A block is words and their standing, never their look: each writer has its own way to show
a placeholder that is still to be settled, a note to whoever drafts, or a heading.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Some words on one line; `is_blank` marks a placeholder nobody has settled yet.

    `key` names the placeholder, settled or not; `href` is an address, or `#` and a place
    on the page, which has no meaning on paper.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    is_blank: bool = False
    key: str = ""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a chapter, and no level is passed over."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_lead` stands under a title, `is_quiet` may be passed over."""

    runs: Runs
    is_lead: bool = False
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of points or, `ordered`, of steps."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """One paragraph of wording: level 0 has no number, 1 has `1.`, 2 has `(a)` below it."""

    level: int
    number: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of a clause, with the drafting notes that are never part of it.

    The numbering begins again with each wording. `notes` are paragraphs of plain text.
    """

    paragraphs: tuple[Numbered, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what each means."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told in a word or two: names and what stands behind each."""

    items: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads; a row may be shorter than the heads."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG or JPEG; without `alt` it only decorates."""

    data: bytes
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said, and who and where."""

    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked; `tone` is information, success, warning or error."""

    tone: str
    title: str
    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a page of its own."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Listing
    | Wording
    | Definitions
    | Facts
    | Table
    | Picture
    | Quote
    | Notice
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: `foot` stands at the foot of each page, beside its number.

    Its contents, where it has any, list headings down to level `contents_depth`.
    """

    title: str
    blocks: tuple[Block, ...]
    summary: str = ""
    foot: str = ""
    date: dt.date = field(default_factory=dt.date.today)
    has_contents: bool = False
    contents_depth: int = 3
    language: str = "en-GB"


def words(text: str) -> Runs:
    """Return plain words as the runs of a paragraph."""
    return (Run(text),)
