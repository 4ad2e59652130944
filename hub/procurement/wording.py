"""The wording of a clause: plain text with numbered paragraphs and placeholders.

    1. The Authority will award up to [[social value weight|15]]% of the score.
       (a) a lettered paragraph stands under the numbered one before it
    A line without a number goes on with the paragraph before it; after an empty line
    it is a paragraph of its own.

Whatever is typed can be shown: what is not a placeholder stays text. `faults` tells an
editor what looks unfinished. Page, search and any download read the same paragraphs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Neither half may hold a bracket, so a match never runs past the next one and the time
# taken grows only with the length of the text.
_PLACEHOLDER = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\]")
_NUMBERED = re.compile(r"\d{1,3}\.\s+")
_LETTERED = re.compile(r"\([a-z]{1,4}\)\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """Words that stand as they are."""

    text: str
    is_placeholder = False


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Words to be settled by whoever uses the clause; `text` is a suggestion."""

    name: str
    text: str
    is_placeholder = True


Segment = Text | Placeholder


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `level` is 0 without a number, 1 numbered, 2 lettered."""

    level: int
    number: str
    segments: tuple[Segment, ...]


def tidy(wording: str) -> str:
    """Return the wording with one kind of line end and no space at its edges.

    Browsers send a text area with CRLF; the same words must stay the same wording.
    """
    return "\n".join(line.rstrip() for line in wording.strip().splitlines())


def segments(text: str) -> Iterator[Segment]:
    """Divide one line of wording into words and placeholders."""
    position = 0
    for match in _PLACEHOLDER.finditer(text):
        name = match[1].strip()
        if not name:
            continue
        if match.start() > position:
            yield Text(text[position : match.start()])
        # A comma or space at the start of the suggestion belongs to the sentence.
        yield Placeholder(name, match[2] or name)
        position = match.end()
    if position < len(text):
        yield Text(text[position:])


def paragraphs(wording: str) -> list[Paragraph]:
    """Return the paragraphs of `wording`, numbered in order whatever was typed."""
    found: list[Paragraph] = []
    numbers = letters = 0
    for level, text in _typed_paragraphs(wording):
        if level == 1:
            numbers, letters = numbers + 1, 0
        letters += level == 2
        number = ("", f"{numbers}.", f"({_letter(letters)})")[level]
        found.append(Paragraph(level, number, tuple(segments(text))))
    return found


def placeholders(wording: str) -> list[Placeholder]:
    """Return each placeholder once, in the order of first use."""
    found: dict[str, Placeholder] = {}
    for paragraph in paragraphs(wording):
        for segment in paragraph.segments:
            if isinstance(segment, Placeholder):
                found.setdefault(segment.name, segment)
    return list(found.values())


def plain_text(wording: str) -> str:
    """Return the wording as it reads, placeholders in brackets, without markup."""
    return "\n".join(_line(paragraph) for paragraph in paragraphs(wording))


def faults(wording: str) -> list[str]:
    """Say, in whole sentences, what an editor should put right."""
    rest = _PLACEHOLDER.sub("", wording)
    found = []
    if "[[" in rest or "]]" in rest:
        found.append(
            "A placeholder is not complete. Write it as [[what it is|suggested words]]."
        )
    suggestions: dict[str, str] = {}
    for segment in segments(" ".join(wording.split())):
        if not isinstance(segment, Placeholder):
            continue
        if suggestions.setdefault(segment.name, segment.text) != segment.text:
            found.append(
                f"“{segment.name}” has two different suggestions. Use the same words, "
                "or give one of them another name."
            )
    return found


def _typed_paragraphs(wording: str) -> list[tuple[int, str]]:
    """Return (level, text) for each paragraph as it was typed."""
    found: list[tuple[int, list[str]]] = []
    is_new = True
    for line in map(str.strip, wording.splitlines()):
        if not line:
            is_new = True
            continue
        if start := _NUMBERED.match(line):
            found.append((1, [line[start.end() :]]))
        # A letter without a number above it would have nothing to stand under.
        elif found and (start := _LETTERED.match(line)):
            found.append((2, [line[start.end() :]]))
        elif is_new or not found:
            found.append((0, [line]))
        else:
            found[-1][1].append(line)
        is_new = False
    return [(level, " ".join(lines)) for level, lines in found]


def _letter(number: int) -> str:
    """Return a, b, … z, aa, ab, … for 1, 2, …."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def words_of(paragraph: Paragraph | None) -> str:
    """Return a paragraph as it reads without its number, "" for none."""
    return "".join(
        f"[{segment.text}]" if segment.is_placeholder else segment.text
        for segment in (paragraph.segments if paragraph else ())
    )


def _line(paragraph: Paragraph) -> str:
    return f"{paragraph.number} {words_of(paragraph)}".strip()
