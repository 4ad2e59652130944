"""Names of places in the one form in which they are compared."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"), None)
_SPOKEN_ALIKE = {"saint": "st", "sainte": "st", "&": "and"}
# What a council puts around the name of its place. Longest first.
_BEFORE = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan|county) borough of |borough of "
    r"|city and county of |city of |county of |cyngor (?:sir |dinas )?)"
)
_AFTER = re.compile(
    r"(?: (?:city|county|borough|district|metropolitan|unitary|island|islands|mbc"
    r"|council|corporation|authority))+$"
)


def tidy(text: str, *, at_most: int = 60) -> str:
    """Return `text` as it can be said back: one line, nothing hidden, not too long."""
    seen = (
        mark if unicodedata.category(mark)[0] != "C" else " " for mark in text[:1000]
    )
    line = " ".join("".join(seen).split())
    return line if len(line) <= at_most else f"{line[: at_most - 1]}…"


def key_of(name: str) -> str:
    """Return the name without case, accents, apostrophes, hyphens: "King's Lynn" → "kings lynn"."""
    plain = unicodedata.normalize("NFKD", name[:200].translate(_APOSTROPHES))
    kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
    words = re.findall(r"[^\W_]+|&", kept.casefold())
    return " ".join(_SPOKEN_ALIKE.get(word, word) for word in words)


def council_keys(name: str) -> set[str]:
    """Return the keys under which a council is known: with and without "City of", "Council"."""
    key = key_of(name)
    return {key, bare_council_key(key)}


def bare_council_key(key: str) -> str:
    """Return the key without what a council puts around the name of its place.

    The City of London is a council of its own, and is not London.
    """
    if key.startswith("city of london"):
        return "city of london"
    return _AFTER.sub("", _BEFORE.sub("", key)) or key
