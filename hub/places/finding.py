"""Where is this? What somebody typed becomes a point, an area, a choice or a sentence."""

from hub.places import by_name, by_postcode
from hub.places.answers import (
    Ambiguous,
    Answer,
    Area,
    Choice,
    Found,
    NotFound,
    Precision,
)
from hub.places.names import key_of, tidy
from hub.places.postcodes import PostcodeParts

__all__ = [
    "Ambiguous",
    "Answer",
    "Area",
    "Choice",
    "Found",
    "NotFound",
    "Precision",
    "find_place",
]

#: Nothing that has a name is longer.
LONGEST = 120
EXAMPLES = (
    "Try a postcode (IP1 1AA), its first half (IP1), a town, a council or a region."
)


def find_place(asked: str) -> Answer:
    """Return where `asked` is: a postcode, a town, a council, a region or a nation.

    Nobody outside is asked. Full postcodes are known where the operator has loaded them.
    Never raises, whatever is typed; asks the database three times at most.
    """
    shown = tidy(asked)
    if len(asked) > LONGEST:
        return NotFound(shown, f"That is too long for the name of a place. {EXAMPLES}")
    text = tidy(asked, at_most=LONGEST)
    if not key_of(text):
        return NotFound(shown, EXAMPLES)
    parts = PostcodeParts.of(text)
    answer = by_postcode.find(parts) if parts else None
    if answer is None:
        answer = by_name.find(text)
    return answer or NotFound(
        shown, f"No place called “{shown}” is known here. {EXAMPLES}"
    )
