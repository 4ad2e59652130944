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
from time import monotonic

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
# So many words of one entry that none had before: the longest guide has fewer, one that was
# made up of them many thousands. All words are compared with one that finds nothing.
_MOST_NEW = 2_000
_MOST_WORDS = 200_000
# Words are forgotten once a day; those who hold them do not hear of it.
_ANEW_AFTER_SECONDS = 24 * 60 * 60
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
    since: float = field(default_factory=lambda: monotonic())
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


def words_of(row: SearchEntry) -> list[str]:
    """Return the words of an entry that may be offered, each once, in order."""
    if row.is_gone:
        return []
    text = f"{row.title}\n{row.summary}\n{row.where}\n{row.body[:_LETTERS_LEARNT]}"
    parted = unicodedata.normalize("NFKD", text.casefold())
    return list(dict.fromkeys(_WORD.findall(_ACCENT.sub("", parted))))


def learn(rows: Iterable[SearchEntry]) -> None:
    """Add the words of entries to what may be offered, as far as there is room."""
    held = [words_of(row) for row in rows]
    known = _there(set().union(*held))
    new = [word for words in held for word in _take(words, known)]
    if new:
        _add(new)


class Relearning:
    """Learns everything anew: takes each entry there is, then forgets all other words.

    What others learn meanwhile stays, and nobody waits.
    """

    def __init__(self) -> None:
        self._before = frozenset(_known().words)
        self._words: set[str] = set()

    def take(self, row: SearchEntry) -> None:
        """Keep the words of an entry, as far as there is room."""
        if len(self._words) < _MOST_WORDS:
            _take(words_of(row), self._words)

    def finish(self) -> None:
        """Let the words that were taken be all that may be offered."""
        for batch in _batches(self._before - self._words):
            SearchWord.objects.filter(word__in=batch).delete()
        forget()
        _add(self._words - _there(self._words))


def _take(words: Iterable[str], known: set[str]) -> list[str]:
    """Return the first that are not known, which then are."""
    new = list(islice((word for word in words if word not in known), _MOST_NEW))
    known.update(new)
    return new


def _there(words: Iterable[str]) -> set[str]:
    """Return which of these the table holds; a process may remember what is deleted."""
    return {
        word
        for batch in _batches(words)
        for word in SearchWord.objects.filter(word__in=batch).values_list(
            "word", flat=True
        )
    }


def _add(words: Iterable[str]) -> None:
    room = max(_MOST_WORDS - SearchWord.objects.count(), 0)
    for batch in _batches(islice(words, room)):
        SearchWord.objects.bulk_create(
            [SearchWord(word=word) for word in batch], ignore_conflicts=True
        )


def _batches(words: Iterable[str]) -> Iterator[list[str]]:
    held = sorted(words)
    for start in range(0, len(held), _BATCH):
        yield held[start : start + _BATCH]


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
        is_old = monotonic() - _vocabulary.since > _ANEW_AFTER_SECONDS
        if is_old or newest < _vocabulary.newest:
            # Or the table was emptied.
            _vocabulary = _Vocabulary()
        if newest > _vocabulary.newest:
            added = SearchWord.objects.filter(pk__gt=_vocabulary.newest)
            _vocabulary.add(added.values_list("word", flat=True))
            _vocabulary.newest = newest
        return _vocabulary
