"""Ask the search: what was typed, by whom, among which kinds; hits and counts back."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q
from django.utils.safestring import SafeString

from hub.search.engine import Beginning, EngineBroken, Matches, Request, get_engine
from hub.search.models import SearchEntry
from hub.search.queries import MOST_LETTERS, MOST_WORDS, Question, read_question
from hub.search.snippets import marked, passage
from hub.search.sources import kind_labels, thing_labels
from hub.search.table import find_in_table
from hub.search.words import folded

logger = logging.getLogger(__name__)

PAGE_SIZE = 10
# Deeper than this nobody reads, and a ranked list need not be walked.
LAST_PAGE = 100


# The colour in which each kind is told from the others; its name is always beside it.
_TONES = {"case_study": "sun", "clause": "sky", "route": "sky", "page": "plain"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, ready to show; `title` and `snippet` are marked and escaped."""

    kind: str
    kind_label: str
    title: SafeString
    snippet: SafeString
    url: str
    where: str
    changed_at: datetime
    facts: Sequence[str] = ()

    @property
    def tone(self) -> str:
        """The tone of the tag that names the kind."""
        return _TONES.get(self.kind, "brand")


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question.

    `is_relaxed` says that nothing held every word, so these hold some; `is_degraded`
    that the index could not be read and the plain table answered instead.
    """

    question: Question
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    reach: int = 0
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
    question = read_question(typed, kind_labels())
    asked = {name: frozenset(values) for name, values in (chosen or {}).items()}
    if question.kinds:
        asked["kind"] = asked.get("kind", frozenset()) | frozenset(question.kinds)
    if question.asks_nothing:
        return Results(question)
    request = Request(
        question=question,
        visible=visible,
        chosen=asked,
        hidden=_hidden_by_changes(visible),
        first=(page - 1) * PAGE_SIZE,
        number=PAGE_SIZE,
    )
    matches, is_relaxed, is_degraded = _find(request)
    return Results(
        question=question,
        hits=_hits(matches.ids, visible, question.stems),
        total=matches.total,
        reach=matches.reach,
        counts=matches.counts,
        is_relaxed=is_relaxed,
        is_degraded=is_degraded,
    )


def _find(request: Request) -> tuple[Matches, bool, bool]:
    """Return the matches, whether not all words were needed, and whether degraded."""
    try:
        return *_strictly_or_relaxed(get_engine().find, request), False
    except EngineBroken:
        logger.exception(
            "Search index unreadable; the table answers",
            extra={"event": "search.index.broken"},
        )
        return *_strictly_or_relaxed(find_in_table, request), True


def _strictly_or_relaxed(
    find: Callable[[Request], Matches], request: Request
) -> tuple[Matches, bool]:
    matches = find(request)
    if matches.reach or len(request.question.wanted) == 1:
        return matches, False
    relaxed = find(replace(request, needs_all=False))
    return relaxed, bool(relaxed.reach)


def _hidden_by_changes(visible: frozenset[str]) -> frozenset[int]:
    """Return the entries that the index may show but the asker may not see any more."""
    changed = SearchEntry.objects.stale().filter(
        Q(is_gone=True) | ~Q(visibility__in=visible)
    )
    return frozenset(changed.values_list("pk", flat=True))


def _hits(
    ids: Sequence[int], visible: frozenset[str], stems: frozenset[str]
) -> list[Hit]:
    rows = SearchEntry.objects.visible_to(visible).in_bulk(ids)
    labels = thing_labels()
    return [
        Hit(
            kind=row.kind,
            kind_label=labels.get(row.kind, row.kind),
            title=marked(row.title, stems),
            snippet=passage(row.summary, row.body, stems),
            url=row.url,
            where=row.where,
            changed_at=row.changed_at,
            facts=row.facts,
        )
        for row in (rows.get(pk) for pk in ids)
        if row is not None
    ]


def found_keys(
    typed: str, *, visible: frozenset[str], kind: str, limit: int = 1000
) -> list[str]:
    """Return the keys of the entries of one kind that a question finds, best first.

    For lists that are narrowed by words: the same search, kept to a section.
    """
    question = read_question(typed, kind_labels())
    if question.asks_nothing:
        return []
    request = Request(
        question=question,
        visible=visible,
        chosen={"kind": frozenset({kind})},
        hidden=_hidden_by_changes(visible),
        number=limit,
    )
    matches, _, _ = _find(request)
    keys = dict(
        SearchEntry.objects.visible_to(visible)
        .filter(pk__in=matches.ids)
        .values_list("pk", "key")
    )
    return [keys[pk] for pk in matches.ids if pk in keys]


def suggest(typed: str, *, visible: frozenset[str], number: int = 8) -> list[Hit]:
    """Return things whose titles begin as `typed`, while somebody is typing."""
    words = tuple(folded(word) for word in typed[:MOST_LETTERS].split())
    words = tuple(word for word in words if word)[:MOST_WORDS]
    if not words:
        return []
    beginning = Beginning(words, visible, _hidden_by_changes(visible), number)
    try:
        ids = get_engine().suggest(beginning)
    except EngineBroken:
        # Nobody asked yet: the results page will say that something is wrong.
        return []
    return _hits(ids, visible, frozenset())
