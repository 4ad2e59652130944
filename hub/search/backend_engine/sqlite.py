"""Words on SQLite: Wagtail's FTS5 table, which ranks by BM25 itself."""

from collections.abc import Sequence

import numpy as np
from django.db.models import FloatField, Func, QuerySet, Value
from modelsearch.backends.database.sqlite.query import (
    AndNot,
    MatchExpression,
    SearchQueryExpression,
)
from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend
from modelsearch.query import PlainText, SearchQuery
from numpy.typing import NDArray
from wagtail.search.models import SQLiteFTSIndexEntry

from hub.search import tuning
from hub.search.backend_engine.texts import (
    SYNONYM,
    DatabaseTexts,
    Ids,
    any_of,
    as_query,
    as_typed,
    stemmed,
    title_words,
)
from hub.search.models import IndexedEntry, SearchEntry
from hub.search.queries import Phrase, Wanted

# Parts fields, so that no phrase reaches across: for private use, a letter to FTS5, and
# in no word that can be asked for, as folding leaves it out.
_PARTING = "\ue000"
# In a relaxed answer, texts that hold more of what was asked for stand before others.
_WHOLENESS = 2.0


class _Index(SQLiteIndex):
    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave these out: they cost a reading of the whole table at every write."""


class _Backend(SQLiteSearchBackend):
    index_class = _Index


def _rank() -> Func:
    """Return FTS5's rank, better is less, by the weights of its three columns."""
    boosts = tuning.current().field_boosts
    weights = {"autocomplete": 0.0, "body": boosts["body"], "title": boosts["title"]}
    return Func(
        *(Value(weight) for weight in weights.values()),
        function="bm25",
        template=f"%(function)s({SQLiteFTSIndexEntry._meta.db_table}, %(expressions)s)",
        output_field=FloatField(),
    )


class SQLiteMatch:
    """Texts with the scores that FTS5 gave them."""

    def __init__(self, found: Sequence[tuple[int, float]]) -> None:
        pairs = np.array(found, dtype=np.float64).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0])]
        self.ids = pairs[:, 0].astype(np.int64)
        self._scores = -pairs[:, 1]

    def scores(
        self, ids: Ids, boosts: NDArray[np.float64], title_lengths: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        """Return the scores of some of the texts, times their boosts."""
        return self._scores[np.searchsorted(self.ids, ids)] * boosts

    def favour_whole(self, holding: Sequence[Ids]) -> None:
        """Put those forward that are among more of some texts."""
        held = sum(np.isin(self.ids, one) for one in holding)
        self._scores *= (held / len(holding)) ** _WHOLENESS

    def favour_typed(self, holding: Ids) -> None:
        """Put those back that hold a synonym instead of what was typed."""
        self._scores *= np.where(np.isin(self.ids, holding), 1.0, SYNONYM)


class SQLiteTexts(DatabaseTexts):
    """Words in FTS5; see `hub.search.backend_engine.texts.Texts`."""

    def __init__(self) -> None:
        self.backend = _Backend({})

    def spell_out(self, indexed: IndexedEntry, row: SearchEntry) -> None:
        """Give an indexed entry the words it is to be found by.

        FTS5 has one weight for all that is not the title, so a summary counts for more
        by being there more than once.
        """
        boosts = tuning.current().field_boosts
        times = max(1, round(boosts["summary"] / boosts["body"]))
        parts = [stemmed(row.summary)] * times if row.summary else []
        parts.append(stemmed(f"{row.where}\n{row.body}"))
        indexed.title = stemmed(row.title)
        indexed.body = f" {_PARTING} ".join(parts)
        indexed.starts = " ".join(title_words(row.title))

    def match(
        self, wanted: Sequence[Wanted], unwanted: Sequence[Phrase], *, needs_all: bool
    ) -> SQLiteMatch:
        """Find the texts that hold all or any of what is wanted, and score them."""
        query = as_query(wanted, needs_all=needs_all)
        if unwanted:
            query = AndNot(query, any_of(unwanted))
        match = SQLiteMatch(list(self._texts(query).values_list("pk", _rank())))
        if not needs_all and len(wanted) > 1:
            each = [as_query([one], needs_all=True) for one in wanted]
            match.favour_whole([_ids(self._texts(query)) for query in each])
        if typed := as_typed(wanted):
            query = as_query(typed, needs_all=needs_all)
            match.favour_typed(_ids(self._texts(query)))
        return match

    def beginning(self, words: Sequence[str]) -> Ids:
        """Find titles that hold every word, the last as a beginning."""
        query = PlainText(" ".join(words))
        compiler = self.backend.autocomplete_query_compiler_class(
            IndexedEntry.objects.none(), query
        )
        return _ids(_matching(["autocomplete"], compiler.build_search_query(query)))

    def _texts(self, query: SearchQuery) -> QuerySet:
        compiler = self.backend.query_compiler_class(IndexedEntry.objects.none(), query)
        return _matching(["title", "body"], compiler.build_search_query(query))


def _matching(columns: Sequence[str], query: SearchQueryExpression) -> QuerySet:
    return SQLiteFTSIndexEntry.objects.filter(MatchExpression(columns, query))


def _ids(texts: QuerySet) -> Ids:
    return np.array(texts.values_list("pk", flat=True), dtype=np.int64)
