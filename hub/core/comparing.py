"""What differs between two texts, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

SAME, GONE, COME = "same", "gone", "come"
_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: the `same` in both, `gone` from the older, or `come` with the newer."""

    kind: str
    text: str

    @property
    def words(self) -> str:
        """The words without the space around them."""
        return self.text.strip()


class Effort:
    """How many pairs of equal words or lines may still be looked at.

    Two texts of 20,000 characters that were made for it took 37 seconds and 550 million.
    Documents of that length need a quarter of a million at most, however much of them
    changed.
    """

    def __init__(self, pairs: int = 2_000_000) -> None:
        self.left = pairs


class BoundedMatcher(SequenceMatcher[str]):
    """A matcher that takes what is left as changed once its effort is spent."""

    def __init__(
        self, old: Sequence[str], new: Sequence[str], effort: Effort, *, autojunk: bool
    ) -> None:
        super().__init__(None, old, new, autojunk)
        self._effort = effort
        # How many pairs there are up to each place of `old`.
        pairs = (1 + len(self.b2j.get(one, ())) for one in old)
        self._pairs = list(accumulate(pairs, initial=0))

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest run that is in both ranges, or an empty one."""
        end = len(self.a) if ahi is None else ahi
        self._effort.left -= self._pairs[end] - self._pairs[alo]
        if self._effort.left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def changes(was: str, now: str, effort: Effort | None = None) -> tuple[Piece, ...]:
    """Return the words of both texts in order, with where they come from and go to.

    Whoever compares many texts for one page gives the same `effort` to all.
    """
    old, new = _WORD.findall(was), _WORD.findall(now)
    found = []
    # Words that stand everywhere are no help in finding what belongs together.
    matcher = BoundedMatcher(old, new, effort or Effort(), autojunk=True)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(new[start:end])))
            continue
        if last > first:
            found.append(Piece(GONE, "".join(old[first:last])))
        if end > start:
            found.append(Piece(COME, "".join(new[start:end])))
    return tuple(found)
