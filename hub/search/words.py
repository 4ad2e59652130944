"""Words as the search compares them: folded, stemmed, the same for every engine.

Accents and apostrophes are folded, American and British spelling meet, and every way to
write co-op is one word.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from hub.search import tuning

_stemmer = snowballstemmer.stemmer("english")
# The stemmer keeps the word it is at work on in itself: two threads would mix theirs.
_one_at_a_time = threading.Lock()
# Hyphens part words, except inside co-op and co-operative; these may also be written
# with a space, or with a hyphen that does not break.
_WORD = re.compile(
    r"(?:co[-\u2010\u2011 ]?operatives?|co[-\u2010\u2011 ]?ops?)(?![^\W_])(?:['’]s(?![^\W_]))?"
    r"|co[-\u2010\u2011]?operat[a-z]+"
    r"|[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:['’](?:[^\W_]|[\u0300-\u036f])+)*",
    re.IGNORECASE,
)
# Letters beyond these tell no word from another, and would only have to be kept.
_LONGEST = 100
_COOP = frozenset(["coop", "cooperative"])
_STOP = """
    a about an and are as at be been but by can could do does did for from had has
    have how i if in into is it its me my of off on or our out she should so than that
    the their them there they this to up us was we were what when where which who whom
    why will with would you your
    """
# American spelling to British or the other way, whichever is the shorter rule: both
# sides of a comparison go through it.
_SPELLING = (
    (re.compile(r"(?<=[a-z]{3})iz(?=e|i|a)"), "is"),
    (re.compile(r"(?<=[a-z]{2})yz(?=e|i)"), "ys"),
    (re.compile(r"(?<=[a-z]{3})our(?=s?$|ed|er|ing|al|ab|it|ho)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=[a-z]{3}[ei])ll(?=ing|ed|er|or)"), "l"),
    (re.compile(r"^(fulfil|enrol)l"), r"\1"),
    (re.compile(r"^programme(?=s?$|d$)"), "program"),
    (re.compile(r"^(licen|practi)ce"), r"\1se"),
    (re.compile(r"^age(?=ing$)"), "ag"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text: its stem, and where its letters stand."""

    stem: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order; positions are into `text` itself."""
    for match in _WORD.finditer(text):
        # A lone voicing mark counts as a letter, and has nothing to compare.
        if stem := stem_of(match[0]):
            yield Word(stem, match.start(), match.end())


def word_at(text: str, start: int) -> Word | None:
    """Return the word that begins at `start`, if one does; its stem may be empty."""
    match = _WORD.match(text, start)
    return Word(stem_of(match[0]), match.start(), match.end()) if match else None


def stems_in(text: str) -> list[str]:
    """Return the stems of `text` in order."""
    return [word.stem for word in words_in(text)]


def is_stop_word(stem: str) -> bool:
    """Say whether a word is too common to ask for when there are others."""
    return stem in _STOP_STEMS


def stem_of(word: str) -> str:
    """Return the form under which `word` is compared."""
    tuned = tuning.current()
    return _stem(word[:_LONGEST], stems=tuned.stems, spellings=tuned.spellings)


def folded(word: str) -> str:
    """Return `word` in small letters, without accents, apostrophes and hyphens."""
    parted = unicodedata.normalize("NFKD", word[:_LONGEST].casefold())
    return "".join(letter for letter in parted if letter.isalnum())[:_LONGEST]


@lru_cache(maxsize=50_000)
def _stem(word: str, *, stems: bool, spellings: bool) -> str:
    plain = folded(word)
    if plain.removesuffix("s").removesuffix("s") in _COOP:
        return "coop"
    if spellings:
        for pattern, spelling in _SPELLING:
            plain = pattern.sub(spelling, plain)
    if not stems:
        return plain
    with _one_at_a_time:
        return _stemmer.stemWord(plain)


_STOP_STEMS = frozenset(stem_of(word) for word in _STOP.split())
