"""Marks above and below letters: as many as any language writes, and no more."""

import re
import unicodedata

#: Unicode's own limit for text that programs read as it comes (Stream-Safe Text Format,
#: UAX #15). Putting marks in order takes a time that grows with the square of their
#: number: 40,000 on one letter took more than a second each time they were looked at.
MOST_MARKS = 30
# Marks are neither letters nor figures; whatever else is found here is left as it is.
_RUN = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")


def thinned(text: str) -> str:
    """Return `text` without what would be more than 30 marks on one letter."""
    return _RUN.sub(_thinned, text)


def _thinned(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        # Some marks are written as one character and stand for two.
        parts = unicodedata.normalize("NFKD", character)
        marks = marks + len(parts) if unicodedata.combining(parts[0]) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
