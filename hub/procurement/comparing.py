"""What differs between two wordings, paragraph by paragraph and word by word.

Paragraphs that are alike stand beside each other; within a pair the words are compared.
Numbers are left out of it: a paragraph that only moved down has not changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from hub.core.comparing import SAME, Piece, changes
from hub.procurement.wording import Paragraph, paragraphs, words_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One paragraph of either; `level` and `number` as in the newer where it is there."""

    level: int
    number: str
    pieces: tuple[Piece, ...]

    @property
    def has_changed(self) -> bool:
        """Whether anything in it differs."""
        return any(piece.kind != SAME for piece in self.pieces)


def compare(older: str, newer: str) -> list[Compared]:
    """Return every paragraph of both wordings, in order, with what differs."""
    return list(_paragraphs(paragraphs(older), paragraphs(newer)))


def _paragraphs(older: list[Paragraph], newer: list[Paragraph]) -> Iterator[Compared]:
    old_words = [words_of(one) for one in older]
    new_words = [words_of(one) for one in newer]
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        for was, now in zip_longest(older[first:last], newer[start:end]):
            shown = now or was
            pieces = changes(words_of(was), words_of(now))
            yield Compared(shown.level, shown.number, pieces)
