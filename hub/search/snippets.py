"""Passages around the words asked for, with marks, safe to show.

Only words that may be meant are looked at closely: an entry can be a hundred pages.
"""

import re
from collections import Counter
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hub.search.words import Word, is_stop_word, word_at

_LETTERS_SHOWN = 220
_LETTERS_BEFORE = 60
# Beyond this a passage is not looked for: nobody finds it by its last page.
_LETTERS_READ = 60_000
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """What to show of an entry; `place` is where in the body it stands, if it does."""

    shown: SafeString
    place: int | None = None


def marked(text: str, stems: Collection[str]) -> SafeString:
    """Return `text`, escaped, with <mark> around the words asked for."""
    pieces: list[str] = []
    position = 0
    for word in _found(text, stems):
        if not is_stop_word(word.stem):
            pieces.append(escape(text[position : word.start]))
            pieces.append(f"<mark>{escape(text[word.start : word.end])}</mark>")
            position = word.end
    pieces.append(escape(text[position:]))
    return mark_safe("".join(pieces))


def passage(summary: str, body: str, stems: Collection[str]) -> Passage:
    """Return the passage that shows most of what was asked for, marked.

    That is the summary, unless a passage of the body holds more different words.
    """
    telling = {stem for stem in stems if not is_stop_word(stem)} or set(stems)
    place, held = _best_place(body[:_LETTERS_READ], telling)
    if held > len({word.stem for word in _found(summary, telling)}):
        return Passage(marked(_cut(body, place), stems), place)
    return Passage(marked(summary or _cut(body, 0), stems))


def _found(text: str, stems: Collection[str]) -> list[Word]:
    """Return the words of `text` that have one of the stems, in order."""
    if not stems:
        return []
    found: list[Word] = []
    end = 0
    for match in _beginnings(frozenset(stem[0] for stem in stems)).finditer(text):
        # A letter after an accent of its own looks like a beginning, and is none.
        if match.start() < end or not (word := word_at(text, match.start())):
            continue
        end = word.end
        if word.stem in stems:
            found.append(word)
    return found


@lru_cache(maxsize=256)
def _beginnings(letters: frozenset[str]) -> re.Pattern[str]:
    # A stem begins with the letter of its word, unless that has an accent.
    some = re.escape("".join(sorted(letters)))
    return re.compile(rf"(?<![^\W_])(?<!['’])(?:[{some}]|[^\x00-\x7f])", re.IGNORECASE)


def _best_place(text: str, stems: Container[str]) -> tuple[int, int]:
    """Return where most different words stand together, and how many."""
    found = _found(text, stems)
    best, most = 0, 0
    held: Counter[str] = Counter()
    last = 0
    for first in found:
        while last < len(found) and (
            found[last].end <= first.start + _LETTERS_SHOWN - _LETTERS_BEFORE
        ):
            held[found[last].stem] += 1
            last += 1
        if len(held) > most:
            best, most = first.start, len(held)
        held[first.stem] -= 1
        if held[first.stem] <= 0:
            del held[first.stem]
    return best, most


def _cut(text: str, place: int) -> str:
    """Return some words of `text` around a place, on one line."""
    start = _word_before(text, max(0, place - _LETTERS_BEFORE)) if place else 0
    end = min(len(text), start + _LETTERS_SHOWN)
    if end < len(text):
        end = max(text.rfind(" ", place + 1, end), text.rfind("\n", place + 1, end))
        end = end if end > start else start + _LETTERS_SHOWN
    piece = _GAP.sub(" ", text[start:end]).strip()
    if not any(map(str.isalnum, piece)):
        return ""
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    return f"{before}{piece}{after}"


def _word_before(text: str, start: int) -> int:
    """Return the beginning of the sentence just after `start`, or of the next word."""
    near = text[start : start + _LETTERS_BEFORE]
    for mark in ("\n", ". ", "? ", "! "):
        if (at := near.rfind(mark)) >= 0:
            return start + at + len(mark)
    gap = near.find(" ")
    return start + gap + 1 if start and gap >= 0 else start


def part_at(parts: Sequence[Sequence], place: int | None) -> str:
    """Return the address of the part of an entry that a place is in, or nothing."""
    address = ""
    for begin, url in parts:
        if place is None or begin > place:
            break
        address = url
    return address
