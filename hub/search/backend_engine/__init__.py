"""The second engine: Wagtail's own search backends (the package modelsearch).

Only this package knows modelsearch. On the site's database (SQLite FTS5 or PostgreSQL)
the backend keeps and finds the words; who may see an entry and what it counts for is
reckoned over arrays, as it is for Whoosh. On Elasticsearch and OpenSearch the cluster
does all of it.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from hub.search.engine import Engine

# As hub.settings.env knows them.
CLUSTERS = (
    "elasticsearch8",
    "elasticsearch9",
    "opensearch3",
)


def make_engine(address: str, data_dir: Path) -> Engine:
    """Return the engine at an address: `modelsearch:` or `opensearch3:https://…`."""
    from hub.search.backend_engine.locks import WritingLock

    scheme, _, place = address.partition(":")
    lock = WritingLock(data_dir / "search" / "writer.lock")
    if scheme in CLUSTERS:
        from hub.search.backend_engine.cluster import ClusterEngine

        return ClusterEngine(scheme, place, lock)
    if address != "modelsearch:":
        # The address may hold a password, so that it is not told.
        raise ImproperlyConfigured("SEARCH_URL names no engine that there is.")
    from hub.search.backend_engine.database import DatabaseEngine

    if connection.vendor == "postgresql":
        from hub.search.backend_engine.postgres import PostgresTexts

        return DatabaseEngine(PostgresTexts(), lock)
    from hub.search.backend_engine.sqlite import SQLiteTexts

    return DatabaseEngine(SQLiteTexts(), lock)
