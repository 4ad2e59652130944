"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

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


def changes(was: str, now: str) -> tuple[Piece, ...]:
    """Return the words of both texts in order, with where they come from and go to."""
    old, new = _WORD.findall(was), _WORD.findall(now)
    found = []
    # Words that stand everywhere are no help in finding what belongs together, and
    # leaving them to difflib's own judgement bounds the time that a long text takes.
    for tag, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(new[start:end])))
            continue
        if last > first:
            found.append(Piece(GONE, "".join(old[first:last])))
        if end > start:
            found.append(Piece(COME, "".join(new[start:end])))
    return tuple(found)
