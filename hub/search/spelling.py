"""“Did you mean”: words close to those that nothing holds.

What may be offered comes from all entries; what is offered has first been found by the
engine among what the asker may see. So a word that stands only in hidden entries is
never offered, not even as another form of one that stands elsewhere, and does not push
another one aside.
"""

import re
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Max
from rapidfuzz import process
from rapidfuzz.distance import OSA

from hub.search.models import SearchEntry, SearchWord
from hub.search.words import folded, is_stop_word, stem_of, words_in

# Shorter words are too near to too many others; longer ones are no words.
_SHORTEST, _LONGEST = 4, 30
_MOST_WRONG = 3
# Only so many candidates are put to the engine, nearest first; there are seldom as many.
_MOST_TRIED = 100
_BATCH = 500
_LETTERS_LEARNT = 20_000
_WORD = re.compile(rf"(?<![^\W_])[a-z]{{{_SHORTEST},{_LONGEST}}}(?![^\W_])")
_KIND = re.compile(r"(?<!\S)kind:\S+", re.IGNORECASE)
_ACCENT = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody would find: how much for a text, and some of the texts found."""

    reach: Callable[[str], int]
    texts: Callable[[str], Iterable[str]]


@dataclass(slots=True)
class _Vocabulary:
    """The words of the table, by length; `newest` is the last row it has read."""

    newest: int = 0
    words: set[str] = field(default_factory=set)
    by_length: defaultdict[int, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in self.words:
                self.words.add(word)
                self.by_length[len(word)].append(word)


_vocabulary = _Vocabulary()
_lock = threading.Lock()


def words_of(row: SearchEntry) -> set[str]:
    """Return the words of an entry that may be offered."""
    if row.is_gone:
        return set()
    text = f"{row.title}\n{row.summary}\n{row.where}\n{row.body[:_LETTERS_LEARNT]}"
    parted = unicodedata.normalize("NFKD", text.casefold())
    return set(_WORD.findall(_ACCENT.sub("", parted)))


def learn(words: Iterable[str]) -> None:
    """Add words to what may be offered."""
    held = sorted(words)
    for start in range(0, len(held), _BATCH):
        batch = held[start : start + _BATCH]
        # The table is asked: what this process remembers may have been deleted since.
        there = set(
            SearchWord.objects.filter(word__in=batch).values_list("word", flat=True)
        )
        SearchWord.objects.bulk_create(
            [SearchWord(word=word) for word in batch if word not in there],
            ignore_conflicts=True,
        )


def relearn(words: set[str]) -> None:
    """Let these words be all that may be offered, but for what is being added."""
    left_over = sorted(_known().words - words)
    for start in range(0, len(left_over), _BATCH):
        SearchWord.objects.filter(word__in=left_over[start : start + _BATCH]).delete()
    forget()
    learn(words)


def forget() -> None:
    """Read the table anew when it is next needed."""
    global _vocabulary
    with _lock:
        _vocabulary = _Vocabulary()


def better_spelling(typed: str, asking: Asking) -> str:
    """Return `typed` with words that find nothing put right, or nothing.

    Nothing as well when no other spelling finds more.
    """
    text, shift, mended = typed, 0, 0
    kinds = [match.span() for match in _KIND.finditer(typed)]
    for word in words_in(typed):
        if any(start <= word.start < end for start, end in kinds):
            continue
        wrong = folded(typed[word.start : word.end])
        if not _may_be_wrong(wrong, word.stem) or asking.reach(wrong):
            continue
        mended += 1
        right = _right(wrong, asking) if mended <= _MOST_WRONG else ""
        if not right:
            return ""
        text = f"{text[: word.start + shift]}{right}{text[word.end + shift :]}"
        shift += len(right) - (word.end - word.start)
    finds_more = mended and asking.reach(text) > asking.reach(typed)
    return text if finds_more else ""


def _may_be_wrong(word: str, stem: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and not is_stop_word(stem)


def _right(wrong: str, asking: Asking) -> str:
    """Return the nearest word that finds something; of those as near, the commonest."""
    found: list[tuple[int, int, str]] = []
    for far, word in islice(_near(wrong), _MOST_TRIED):
        if found and far > found[0][0]:
            break
        if number := asking.reach(word):
            found.append((far, -number, word))
    for _, _, word in sorted(found):
        if form := _form_found(word, wrong, asking):
            return form
    return ""


def _form_found(word: str, wrong: str, asking: Asking) -> str:
    """Return the form of `word` that stands in what is found, nearest to `wrong`."""
    if " " in word:
        halves = word.split()
        shown = all(half in _forms_found(half, asking) for half in halves)
        return word if shown else ""
    near = [
        (far, form)
        for form in _forms_found(word, asking)
        if (far := OSA.distance(form, wrong)) <= _furthest(wrong)
    ]
    return min(near)[1] if near else ""


def _forms_found(word: str, asking: Asking) -> set[str]:
    """Return the forms of `word` that stand in some of what is found for it."""
    stem = stem_of(word)
    return {
        folded(text[one.start : one.end])
        for text in asking.texts(word)
        for one in words_in(text)
        if one.stem == stem
    }


def _near(wrong: str) -> list[tuple[int, str]]:
    """Return words near to `wrong`, with their distance, nearest first."""
    vocabulary = _known()
    furthest = _furthest(wrong)
    near = [
        # The first letter is seldom the wrong one.
        (2 * int(far) + (word[0] != wrong[0]), word)
        for length in range(len(wrong) - furthest, len(wrong) + furthest + 1)
        for word, far, _ in process.extract(
            wrong,
            vocabulary.by_length.get(length, []),
            scorer=OSA.distance,
            score_cutoff=furthest,
            limit=None,
        )
    ]
    near.extend((2, f"{wrong[:at]} {wrong[at:]}") for at in _partings(wrong))
    return sorted(near)


def _furthest(wrong: str) -> int:
    return 1 if len(wrong) < 6 else 2


def _partings(wrong: str) -> Iterator[int]:
    """Yield where two known words were written as one."""
    words = _known().words
    for at in range(3, len(wrong) - 2):
        if wrong[:at] in words and wrong[at:] in words:
            yield at


def _known() -> _Vocabulary:
    """Return the vocabulary with what any process has added meanwhile."""
    global _vocabulary
    with _lock:
        newest = SearchWord.objects.aggregate(newest=Max("pk"))["newest"] or 0
        if newest < _vocabulary.newest:
            # The table was emptied.
            _vocabulary = _Vocabulary()
        if newest > _vocabulary.newest:
            added = SearchWord.objects.filter(pk__gt=_vocabulary.newest)
            _vocabulary.add(added.values_list("word", flat=True))
            _vocabulary.newest = newest
        return _vocabulary
