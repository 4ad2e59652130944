"""Ask the search: what was typed, by whom, narrowed how; hits and counts back."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q

from hub.search import spelling, synonyms
from hub.search.engine import Beginning, EngineError, Matches, Request, get_engine
from hub.search.hits import Hit, best_bets, hits_of
from hub.search.models import SearchEntry
from hub.search.queries import MOST_LETTERS, MOST_WORDS, Question, read_question
from hub.search.sources import kind_labels
from hub.search.synonyms import Alternatives
from hub.search.table import find_in_table
from hub.search.words import folded, words_in

logger = logging.getLogger(__name__)

PAGE_SIZE = 10
# Deeper than this nobody reads, and a ranked list need not be walked.
LAST_PAGE = 100
# Less than a page is little: then entries that hold some of the words come after.
_LITTLE = PAGE_SIZE
# When fewer than this hold all the words, another spelling may be meant.
_HARDLY_ANY = 3
_UNREADABLE = "Search index unreadable; the table answers"
# So many entries are read for the form of a word to offer instead of a mistyped one.
_TEXTS_READ = 5

Finder = Callable[[Request], Matches]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question.

    `reach` counts what was found before any facet was applied, `total` what they leave.
    `is_relaxed` says that few entries held every word (`whole` of them), so that these
    hold some; `is_degraded` that the index could not be read and the plain table
    answered instead.
    """

    question: Question
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    reach: int = 0
    whole: int = 0
    # Another spelling that would find more, ready to show and to ask; else nothing.
    did_you_mean: str = ""
    # What editors chose for these very words; not among `hits`.
    best_bets: list[Hit] = field(default_factory=list)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    is_relaxed: bool = False
    is_degraded: bool = False


def search(
    typed: str,
    *,
    visible: frozenset[str],
    chosen: Mapping[str, Iterable[str]] | None = None,
    page: int = 1,
) -> Results:
    """Answer what a person typed, from what they may see.

    `visible` are the asker's visibility keys; `chosen` are the facet values asked for,
    to which come any kinds named in the question itself. Never raises for what was
    typed.
    """
    ways = synonyms.in_force()
    question = read_question(typed, kind_labels(), ways)
    if question.asks_nothing:
        return Results(question)
    request = Request(
        question=question,
        visible=visible,
        chosen=_with_kinds(chosen or {}, question),
        hidden=_hidden_by_changes(visible),
        first=(page - 1) * PAGE_SIZE,
        number=PAGE_SIZE,
    )
    found, is_degraded = _ask(request, ways)
    matches = found.matches
    bets = best_bets(question.text, visible, question.stems) if page == 1 else []
    shown = {bet.url for bet in bets}
    hits = hits_of(matches.ids, visible, question.stems)
    return Results(
        question=question,
        hits=[hit for hit in hits if hit.url not in shown],
        total=matches.total,
        reach=matches.reach,
        whole=found.whole,
        did_you_mean=found.did_you_mean,
        best_bets=bets,
        counts=matches.counts,
        is_relaxed=found.is_relaxed,
        is_degraded=is_degraded,
    )


def found_keys(
    typed: str, *, visible: frozenset[str], kind: str, limit: int = 1000
) -> list[str]:
    """Return the keys of the entries of one kind that a question finds, best first.

    For lists that are narrowed by words: the same search, kept to a section. Only when
    no entry of the section holds all the words do those that hold some come in.
    """
    ways = synonyms.in_force()
    question = read_question(typed, kind_labels(), ways)
    if question.asks_nothing:
        return []
    request = Request(
        question=question,
        visible=visible,
        chosen={"kind": frozenset({kind})},
        hidden=_hidden_by_changes(visible),
        number=limit,
    )
    matches = _strictly_or_else(request)
    keys = dict(
        SearchEntry.objects.visible_to(visible)
        .filter(pk__in=matches.ids)
        .values_list("pk", "key")
    )
    return [keys[pk] for pk in matches.ids if pk in keys]


def _strictly_or_else(request: Request) -> Matches:
    def ask(find: Finder) -> Matches:
        matches = find(request)
        if matches.total:
            return matches
        loose = request.question.loosened()
        return find(replace(request, question=loose, needs_all=False))

    try:
        return ask(get_engine().find)
    except EngineError:
        logger.exception(_UNREADABLE, extra={"event": "search.index.broken"})
        return ask(find_in_table)


def newly_found(
    typed: str,
    *,
    visible: frozenset[str],
    chosen: Mapping[str, Iterable[str]],
    since: datetime,
) -> list[SearchEntry]:
    """Return the entries that hold all that is asked for and were not there before.

    Raises EngineError when the index cannot be read: who is told of what is new can
    wait, and is not to be told what the plain table takes for an answer.
    """
    question = read_question(typed, kind_labels(), synonyms.in_force())
    fresh = SearchEntry.objects.visible_to(visible).filter(found_since__gte=since)
    rows = {row.pk: row for row in fresh.defer("body")}
    if question.asks_nothing or not rows:
        return []
    request = Request(
        question=question,
        visible=visible,
        chosen=_with_kinds(chosen, question),
        hidden=_hidden_by_changes(visible),
        number=SearchEntry.objects.count(),
    )
    found = get_engine().find(request)
    return [rows[pk] for pk in found.ids if pk in rows]


def suggest(typed: str, *, visible: frozenset[str], number: int = 8) -> list[Hit]:
    """Return things whose titles begin as `typed`, while somebody is typing."""
    text = typed[:MOST_LETTERS]
    words = tuple(folded(text[word.start : word.end]) for word in words_in(text))
    if not words:
        return []
    hidden = _hidden_by_changes(visible)
    beginning = Beginning(words[:MOST_WORDS], visible, hidden, number)
    try:
        ids = get_engine().suggest(beginning)
    except EngineError:
        # Nobody asked yet: the results page will say that something is wrong.
        return []
    return hits_of(ids, visible, frozenset())


def _with_kinds(
    chosen: Mapping[str, Iterable[str]], question: Question
) -> dict[str, frozenset[str]]:
    asked = {name: frozenset(values) for name, values in chosen.items()}
    if question.kinds:
        asked["kind"] = asked.get("kind", frozenset()) | frozenset(question.kinds)
    return asked


@dataclass(frozen=True, slots=True)
class _Found:
    """What a finder has found, strictly or relaxed."""

    matches: Matches
    whole: int
    is_relaxed: bool
    did_you_mean: str


def _ask(request: Request, ways: Alternatives) -> tuple[_Found, bool]:
    """Return what the engine answers, else the table, and whether it was the table."""
    try:
        return _find(request, ways, get_engine().find), False
    except EngineError:
        logger.exception(_UNREADABLE, extra={"event": "search.index.broken"})
        return _find(request, ways, find_in_table), True


def _find(request: Request, ways: Alternatives, find: Finder) -> _Found:
    matches = find(request)
    whole = matches.reach
    relaxed = None
    if _is_little(matches, request.question):
        loose = request.question.loosened()
        relaxed = find(replace(request, question=loose, needs_all=False))
    better = _did_you_mean(request, ways, find) if whole < _HARDLY_ANY else ""
    if relaxed and relaxed.reach > whole:
        return _Found(relaxed, whole, True, better)
    return _Found(matches, whole, False, better)


def _is_little(matches: Matches, question: Question) -> bool:
    """Say whether entries that hold only some of the words should come as well.

    Who put words in quotes or ruled some out meant it: their few results stay as they
    are, as long as there is one.
    """
    if len(question.loosened().wanted) == 1:
        return False
    return matches.reach < (1 if question.is_exact else _LITTLE)


def _did_you_mean(request: Request, ways: Alternatives, find: Finder) -> str:
    """Return another spelling that finds more among what the asker may see."""
    labels = kind_labels()

    def found(text: str, number: int) -> Matches:
        question = read_question(text, labels, ways)
        if question.asks_nothing:
            return Matches()
        return find(
            replace(request, question=question, chosen={}, first=0, number=number)
        )

    def texts(text: str) -> list[str]:
        ids = found(text, _TEXTS_READ).ids
        rows = SearchEntry.objects.visible_to(request.visible).in_bulk(ids)
        return [
            f"{row.title}\n{row.summary}\n{row.where}\n{row.body}"
            for row in rows.values()
        ]

    asking = spelling.Asking(lambda text: found(text, 0).reach, texts)
    return spelling.better_spelling(request.question.text, asking)


def _hidden_by_changes(visible: frozenset[str]) -> frozenset[int]:
    """Return the entries that the index may show but the asker may not see any more."""
    # First which are stale, by their own small index: asked in one, PostgreSQL takes
    # nearly all for stale and reads the whole table, 90 ms with 100,000 entries.
    stale = list(SearchEntry.objects.stale().values_list("pk", flat=True))
    if not stale:
        return frozenset()
    changed = SearchEntry.objects.filter(pk__in=stale).filter(
        Q(is_gone=True) | ~Q(visibility__in=visible)
    )
    return frozenset(changed.values_list("pk", flat=True))
