"""What a person typed, as a question that an engine can answer.

Nothing a person types is an error: what cannot be read is left out, and what is too
long is cut, which the answer says.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import pairwise

from hub.search.synonyms import NONE, Alternatives, Phrase
from hub.search.words import is_stop_word, stems_in

MOST_LETTERS = 200
MOST_WORDS = 16

_PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_KIND = re.compile(r"^kind:(?P<kind>[a-z_-]+)$", re.IGNORECASE)
# Written apart, co-op would be read as two words.
_PARTED_COOP = re.compile(r"\bco (?=(?:op|operative)s?\b)", re.IGNORECASE)

# One thing asked for: any of the phrases will do; a phrase of one is a word.
Wanted = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the search's own words.

    `wanted` are the things asked for; `unwanted` the phrases that must not occur;
    `kinds` the kinds named with `kind:`; `is_cut` says that not all of it was read;
    `is_exact` that somebody took care to say what they mean, with quotes or a minus.
    """

    text: str = ""
    wanted: tuple[Wanted, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    kinds: tuple[str, ...] = ()
    is_cut: bool = False
    is_exact: bool = False
    # Words that were typed side by side: entries that hold them so are the better match.
    pairs: tuple[Phrase, ...] = ()

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.wanted

    def loosened(self) -> "Question":
        """Return the question with the words of its phrases wanted one by one as well.

        For when little holds everything: somebody who asked for “provider failure” may
        be helped by what holds the two words apart.
        """
        parted = (
            ((stem,),)
            for wanted in self.wanted
            for stem in wanted[0]
            if len(wanted[0]) > 1 and not is_stop_word(stem)
        )
        return replace(self, wanted=tuple(dict.fromkeys([*self.wanted, *parted])))

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that a match may hold, for marking."""
        return frozenset(
            stem for wanted in self.wanted for phrase in wanted for stem in phrase
        )


def read_question(
    typed: str, kinds_known: Container[str], synonyms: Alternatives = NONE
) -> Question:
    """Read what a person typed: words, "phrases", -without, kind:clause.

    A kind that is not among `kinds_known` is read as words, so that a slip of the
    pen finds something rather than nothing.
    """
    text = _clean(typed)
    is_cut = len(text) > MOST_LETTERS
    text = text[:MOST_LETTERS].strip()
    stems: list[str] = []
    phrases: list[Wanted] = []
    unwanted: list[Phrase] = []
    kinds: list[str] = []
    for piece in _PIECE.finditer(_PARTED_COOP.sub("co-", text)):
        if (kind := kind_named(piece["word"] or "")) in kinds_known:
            # "-kind:clause" has no meaning; it must not come to mean the opposite.
            kinds.extend([] if piece["minus"] else [kind])
            continue
        found = tuple(stems_in(piece["phrase"] or piece["word"] or ""))
        if not found:
            continue
        if piece["minus"]:
            unwanted.append(found)
        elif piece["phrase"] is not None:
            phrases.append((found,))
        else:
            stems.extend(found)
    wanted = [*phrases, *_telling(_with_synonyms(stems, synonyms), phrases)]
    return Question(
        text=text,
        wanted=tuple(dict.fromkeys(wanted[:MOST_WORDS])),
        unwanted=tuple(unwanted[:MOST_WORDS]),
        kinds=tuple(dict.fromkeys(kinds)),
        is_cut=is_cut or len(wanted) > MOST_WORDS,
        is_exact=bool(phrases or unwanted),
        pairs=_pairs(stems)[:MOST_WORDS],
    )


def without_kind(text: str, kind: str) -> str:
    """Return what was typed without its `kind:` words for this kind."""
    return " ".join(word for word in text.split() if kind_named(word) != kind)


def kind_named(word: str) -> str:
    """Return the kind that a word like `kind:clause` names, else nothing."""
    named = _KIND.match(word)
    return named["kind"].lower().replace("-", "_") if named else ""


def _clean(typed: str) -> str:
    """Return `typed` on one line, with straight quotes and without control characters."""
    composed = unicodedata.normalize("NFC", typed[: MOST_LETTERS * 4])
    straight = composed.translate({0x201C: '"', 0x201D: '"', 0x2212: "-"})
    kept = (
        " " if unicodedata.category(letter).startswith(("C", "Z")) else letter
        for letter in straight
    )
    return " ".join("".join(kept).split())


def _telling(wanted: list[Wanted], phrases: list[Wanted]) -> list[Wanted]:
    """Leave out stop words, unless there is nothing else."""
    telling = [one for one in wanted if len(one[0]) > 1 or not is_stop_word(*one[0])]
    return telling if telling or phrases else wanted


def _pairs(stems: list[str]) -> tuple[Phrase, ...]:
    """Return neighbours, stop words among them: “be caring” is a name."""
    pairs = dict.fromkeys(pairwise(stems))
    return tuple(pair for pair in pairs if not all(map(is_stop_word, pair)))


def _with_synonyms(stems: list[str], synonyms: Alternatives) -> list[Wanted]:
    """Group words into the longest phrases that have synonyms; single words else."""
    wanted: list[Wanted] = []
    longest = synonyms.longest
    position = 0
    while position < len(stems):
        for length in range(min(longest, len(stems) - position), 0, -1):
            phrase = tuple(stems[position : position + length])
            if phrase in synonyms.by_phrase:
                wanted.append(synonyms.by_phrase[phrase])
                break
        else:
            length = 1
            wanted.append(((stems[position],),))
        position += length
    return wanted
