"""The engine on Elasticsearch or OpenSearch: the cluster finds, filters and counts.

Connection, mapping, documents and the turn to a new index are the backend's; what is
asked is written here, for the backend knows neither counts that leave out their own
facet nor phrases beside words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any

from modelsearch.backends import get_search_backend
from modelsearch.backends.base import BaseSearchBackend

from hub.search.backend_engine.locks import WritingLock
from hub.search.backend_engine.questions import (
    Body,
    ids_of,
    matches_of,
    search_body,
    suggest_body,
)
from hub.search.backend_engine.texts import stemmed, title_words
from hub.search.engine import Beginning, EngineBroken, EngineError, Matches, Request
from hub.search.facets import values_of
from hub.search.models import IndexedEntry, SearchEntry

_BATCH = 500
# A cluster that does not answer must not hold up the page: the table answers instead.
_SECONDS = 3
# Where Elasticsearch's client differs, for Python's sake.
_NAMES = {"from": "from_", "_source": "source"}


class ClusterEngine:
    """An index in a cluster; see `hub.search.engine.Engine`."""

    def __init__(
        self,
        kind: str,
        address: str,
        lock: WritingLock,
        options: Mapping[str, object] | None = None,
    ) -> None:
        self._kind = kind
        self._address = address
        self._lock = lock
        self._options = options or {}
        self._backend: BaseSearchBackend | None = None

    # --- Writing ---------------------------------------------------------------------

    def writing(self, patience: float | None = None) -> AbstractContextManager[None]:
        """Hold the right to write; raises EngineBusy when it waited in vain."""
        return self._lock.held(patience)

    def apply(self, rows: Iterable[SearchEntry]) -> None:
        """Take the rows; found from the moment this returns."""
        with self._trouble_named():
            index = self._index()
            if not index.is_alias():
                raise EngineBroken("The cluster holds no index yet.")
            rows = list(rows)
            for row in rows:
                if row.is_gone:
                    index.delete_item(_document(row))
            index.add_items(
                IndexedEntry, [_document(row) for row in rows if not row.is_gone]
            )
            index.refresh()

    def rebuild(self, rows: Iterator[SearchEntry]) -> None:
        """Build a new index beside the old one, then turn the alias to it."""
        with self._trouble_named():
            rebuilder = self._connected().rebuilder_class(self._index())
            index = rebuilder.start()
            try:
                index.add_model(IndexedEntry)
                while batch := list(islice(rows, _BATCH)):
                    index.add_items(IndexedEntry, [_document(row) for row in batch])
            except BaseException:
                index.delete()
                raise
            rebuilder.finish()

    # --- Reading ---------------------------------------------------------------------

    def check(self) -> None:
        """Raise EngineBroken when the cluster has no index of ours, or is away."""
        with self._trouble_named():
            if not self._index().is_alias():
                raise EngineBroken("The cluster holds no index yet.")

    def find(self, request: Request) -> Matches:
        """Answer a request."""
        return matches_of(self._ask(search_body(request)), request)

    def suggest(self, beginning: Beginning) -> Sequence[int]:
        """Return entries whose titles hold every word, the last as a beginning."""
        return ids_of(self._ask(suggest_body(beginning)))

    def _ask(self, body: Body) -> Mapping[str, Any]:
        with self._trouble_named():
            backend = self._connected()
            # Elasticsearch's client takes the parts by name, OpenSearch's one body.
            if self._kind.startswith("elastic"):
                parts = {_NAMES.get(name, name): part for name, part in body.items()}
            else:
                parts = {"body": body}
            return backend.es.search(index=self._index().name, **parts)

    def _index(self) -> Any:
        return self._connected().get_index_for_model(IndexedEntry)

    def _connected(self) -> BaseSearchBackend:
        """Return the backend; made at first use, and then kept with its connections."""
        if self._backend is None:
            self._backend = get_search_backend(
                f"modelsearch.backends.{self._kind}",
                URLS=[self._address],
                INDEX_PREFIX="hub_",
                TIMEOUT=_SECONDS,
                OPTIONS=dict(self._options),
            )
        return self._backend

    @contextmanager
    def _trouble_named(self) -> Iterator[None]:
        """Turn whatever the client raises into EngineBroken."""
        try:
            yield
        except EngineError:
            raise
        except _errors(self._kind) as error:
            raise EngineBroken(f"{type(error).__name__}: {error}") from error


def _errors(kind: str) -> tuple[type[Exception], ...]:
    """Return what a client raises: not reached, refused, no such index."""
    if kind.startswith("elastic"):
        import elasticsearch
        from elasticsearch.helpers import BulkIndexError

        return (elasticsearch.ApiError, elasticsearch.TransportError, BulkIndexError)
    import opensearchpy

    return (opensearchpy.exceptions.OpenSearchException,)


def _document(row: SearchEntry) -> IndexedEntry:
    """Return a row as the backend is to hold it; never saved."""
    indexed = IndexedEntry(
        pk=row.pk,
        entry_pk=row.pk,
        visibility=row.visibility,
        values=values_of(row),
        changed_at=row.changed_at,
    )
    indexed.title = stemmed(row.title)
    indexed.summary = stemmed(row.summary)
    indexed.body = stemmed(f"{row.where}\n{row.body}")
    indexed.starts = " ".join(title_words(row.title))
    return indexed
