"""Words on PostgreSQL: Wagtail's tsvectors, in the configuration `simple`.

Finding is cheap there and ranking is not: ts_rank unpacks the whole tsvector of every
text it looks at. So all matches are found, for totals and counts are exact, and only
the likeliest are ranked by their words.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import BinaryField, F, Func, QuerySet, Value
from modelsearch.backends.database.postgres.postgres import (
    PostgresIndex,
    PostgresSearchBackend,
)
from modelsearch.backends.database.postgres.weights import BOOSTS_WEIGHTS
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import PlainText
from numpy.typing import NDArray
from wagtail.search.models import IndexEntry

from hub.search import tuning
from hub.search.backend_engine.texts import (
    SYNONYM,
    DatabaseTexts,
    Ids,
    as_query,
    as_typed,
    stemmed,
    title_words,
)
from hub.search.models import IndexedEntry, SearchEntry
from hub.search.queries import Phrase, Wanted

_CONFIG = "simple"
# So many texts are ranked by their words; the others follow by their titles.
_MOST_RANKED = 300
# ts_rank divides by 1 + the logarithm of a text's length.
_BY_LENGTH = 1
# In a relaxed answer, texts that hold more of what was asked for stand before others.
_WHOLENESS = 10.0

# Parts fields, so that no phrase reaches across: to PostgreSQL the name of a file, and
# in no word that can be asked for, as folding leaves the stroke out.
_PARTING = "/a"


class _Index(PostgresIndex):
    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave these out: they cost a reading of the whole table at every write."""


class _Backend(PostgresSearchBackend):
    index_class = _Index


class _Packed(Func):
    """Numbers, all in one value: a row for each costs more than finding them."""

    template = "string_agg(int8send(%(expressions)s::bigint), ''::bytea)"
    contains_aggregate = True
    output_field = BinaryField()


class PostgresMatch:
    """Texts that answer; their scores are asked for when it is known which matter."""

    def __init__(
        self,
        queries: Sequence[SearchQuery],
        found: Sequence[Ids],
        as_typed: Ids | None = None,
    ) -> None:
        self._queries = queries
        self._found = found
        # The texts that hold what was typed and not a synonym; none when all do.
        self._as_typed = as_typed

    @cached_property
    def ids(self) -> Ids:
        """The texts that any of the queries found."""
        return np.unique(np.concatenate(self._found))

    def scores(
        self, ids: Ids, boosts: NDArray[np.float64], title_lengths: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        """Rank the likeliest by their words, above 1; the others keep below."""
        whole = self._wholeness(ids)
        if self._as_typed is not None:
            boosts = boosts * np.where(np.isin(ids, self._as_typed), 1.0, SYNONYM)
        if len(ids) <= _MOST_RANKED:
            return 1 + (self._ranks(ids) + whole) * boosts
        titled = np.isin(ids, self._titled()) / np.log2(2 + title_lengths)
        likely = (whole + titled + 0.1) * boosts
        scores = likely / (1 + likely.max())
        chosen = np.argsort(-likely, kind="stable")[:_MOST_RANKED]
        ranks = self._ranks(ids[chosen])
        scores[chosen] = 1 + (ranks + whole[chosen]) * boosts[chosen]
        return scores

    def _wholeness(self, ids: Ids) -> NDArray[np.float64]:
        """Return how much of what was asked for each text holds, rare things first."""
        held = np.zeros(len(ids))
        if len(self._found) == 1:
            return held
        for found in self._found:
            rarity = math.log(1 + len(self.ids) / (1 + len(found)))
            held += np.isin(ids, found) * rarity
        return held / max(held.max(initial=0), 1e-9) * _WHOLENESS

    def _titled(self) -> Ids:
        """Return the texts that hold something asked for in their titles."""
        return _ids(IndexEntry.objects.filter(title=self._anything))

    @cached_property
    def _anything(self) -> SearchQuery:
        anything = self._queries[0]
        for query in self._queries[1:]:
            anything = anything | query
        return anything

    def _ranks(self, ids: Ids) -> NDArray[np.float64]:
        rank = SearchRank(
            F("body"),
            self._anything,
            weights=Value(_weights()),
            normalization=_BY_LENGTH,
        )
        found = IndexEntry.objects.filter(pk__in=ids.tolist())
        by_id = dict(found.values_list("pk", rank))
        return np.array([by_id.get(pk, 0.0) for pk in ids.tolist()])


def _fields() -> list[SearchField | AutocompleteField]:
    """Return the fields of an entry with the labels that tell them apart.

    Labels go by boosts, and which boost has which label depends on all boosts in the
    project: so the two highest there are, in use by Wagtail's own models, are taken.
    """
    highest, next_to_it = (boost for boost, _ in BOOSTS_WEIGHTS[:2])
    return [
        SearchField("title"),
        SearchField("headline", boost=highest),
        SearchField("summary", boost=next_to_it),
        SearchField("body"),
        AutocompleteField("starts"),
    ]


def _weights() -> str:
    """Return what each label weighs: D (the body), C (nothing), B and A."""
    boosts = tuning.current().field_boosts
    weights = [boosts[name] for name in ("body", "body", "summary", "title")]
    return "{" + ",".join(str(one / max(weights)) for one in weights) + "}"


class PostgresTexts(DatabaseTexts):
    """Words in tsvectors; see `hub.search.backend_engine.texts.Texts`."""

    def __init__(self) -> None:
        self.backend = _Backend({"SEARCH_CONFIG": _CONFIG})

    def spell_out(self, indexed: IndexedEntry, row: SearchEntry) -> None:
        """Give an indexed entry the words it is to be found by.

        All of them go among those of the body, labelled by field: Wagtail's tables have
        an index over titles and one over bodies, and none over both.
        """
        indexed.title = stemmed(row.title)
        indexed.headline = f"{indexed.title} {_PARTING}"
        indexed.summary = f"{stemmed(row.summary)} {_PARTING}"
        indexed.body = stemmed(f"{row.where}\n{row.body}")
        indexed.starts = " ".join(title_words(row.title))
        indexed.get_search_fields = _fields

    def match(
        self, wanted: Sequence[Wanted], unwanted: Sequence[Phrase], *, needs_all: bool
    ) -> PostgresMatch:
        """Find the texts that hold all or any of what is wanted.

        When any will do, each thing is looked for by itself: how many texts hold it
        says how much it tells.
        """
        groups = [wanted] if needs_all else [[one] for one in wanted]
        queries = [self._query(group) for group in groups]
        without = self._query([unwanted]) if unwanted else None
        found = [_holding(query & ~without if without else query) for query in queries]
        if not (typed := as_typed(wanted)):
            return PostgresMatch(queries, found)
        typed = [typed] if needs_all else [[one] for one in typed]
        holding = [_holding(self._query(group)) for group in typed]
        return PostgresMatch(queries, found, np.unique(np.concatenate(holding)))

    def beginning(self, words: Sequence[str]) -> Ids:
        """Find titles that hold every word, the last as a beginning."""
        compiler = self.backend.autocomplete_query_compiler_class(
            IndexedEntry.objects.none(), PlainText(" ".join(words))
        )
        query = compiler.build_tsquery(compiler.query, config=_CONFIG)
        return _ids(IndexEntry.objects.filter(autocomplete=query))

    def _query(self, wanted: Sequence[Wanted]) -> SearchQuery:
        query = as_query(wanted, needs_all=True)
        compiler = self.backend.query_compiler_class(IndexedEntry.objects.none(), query)
        return compiler.build_tsquery(query, config=_CONFIG)


def _holding(query: SearchQuery) -> Ids:
    return _ids(IndexEntry.objects.filter(body=query))


def _ids(texts: QuerySet) -> Ids:
    packed = texts.aggregate(ids=_Packed("pk"))["ids"]
    return np.frombuffer(packed or b"", dtype=">i8").astype(np.int64)
