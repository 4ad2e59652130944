"""Text must show something, and must read as it is written.

Characters that cannot be seen serve honest writing too: they join emoji, shape Persian
and Hindi words, and come along with pasted text. Those stay. What turns the direction of
the text around it, commands a terminal or hides a message is refused.
"""

import re
import unicodedata
from html import unescape

import nh3
from django.core.exceptions import ValidationError

from forum.adapter.markup import MAX_LENGTH, render
from hub.core.marks import MOST_MARKS, thinned

#: Format characters (category Cf) that words, emoji and pasted text need, or that show.
_WELCOME = frozenset(
    "\u00ad"  # soft hyphen
    "\u200b\u2060\ufeff"  # where a line may break, or not: harmless, and often pasted
    "\u200c\u200d"  # joiners: emoji families, Persian, the scripts of India
    "\u200e\u200f\u061c"  # marks of direction, which turn no text around them
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"  # Arabic, Syriac
)
#: NUL has an error message of Django's own.
_LAYOUT = frozenset("\t\n\r\0")
#: Letters and symbols that are drawn as nothing.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
#: The flags of England, Scotland and Wales are spelt with tags, which hide text elsewhere.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f")


def refuse_hidden(text: str) -> None:
    """Refuse a line that shows nothing, or holds what misleads or covers other lines."""
    found = next(filter(_misleads, _FLAG.sub("\U0001f3f4", text)), None)
    if found is not None:
        raise ValidationError(
            "This holds a hidden character (%(code)s) that can change how the text reads. "
            "Please remove it, or type the words around it again.",
            code="hidden_character",
            params={"code": f"U+{ord(found):04X}"},
        )
    if thinned(text) != text:
        raise ValidationError(
            "This holds more than %(most)s accents on one letter. Please remove them.",
            code="too_many_marks",
            params={"most": MOST_MARKS},
        )
    if not any(map(_shows, text)):
        raise ValidationError(
            "This holds only characters that cannot be seen. Please write some words.",
            code="nothing_to_see",
        )


def refuse_hidden_in_message(text: str) -> None:
    """Refuse a message that, as it will be shown, shows nothing or misleads.

    Markdown turns `&#x202E;` into the character itself, and a link's definition into
    nothing, so what is typed is not enough to go by.
    """
    refuse_hidden(text)
    text = text.replace("\r\n", "\n")
    if len(text) <= MAX_LENGTH:
        refuse_hidden(unescape(nh3.clean(render(text), tags=set())))


def _misleads(character: str) -> bool:
    if character in _WELCOME or character in _LAYOUT:
        return False
    return unicodedata.category(character) in ("Cc", "Cf")


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK
