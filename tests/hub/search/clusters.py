"""A stand-in for a cluster, behind the real clients: it records and answers.

It keeps aliases and the names of indexes, and searches nothing: what a search is to
answer is put into it.
"""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from elastic_transport import (
    ApiResponseMeta,
    BaseNode,
    HttpHeaders,
)
from elastic_transport import ConnectionError as ElasticConnectionError
from elastic_transport._node import NodeApiResponse
from opensearchpy import Connection
from opensearchpy import ConnectionError as OpenSearchConnectionError

NOTHING = {"hits": {"total": {"value": 0}, "hits": []}, "aggregations": {}}


@dataclass
class Cluster:
    """Requests so far, as (method, path, body), and what stands."""

    asked: list[tuple[str, str, object]] = field(default_factory=list)
    indexes: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    answer: dict = field(default_factory=lambda: NOTHING)
    is_away: bool = False

    def respond(self, method: str, target: str, body: object) -> tuple[int, object]:
        """Record a request and answer it, as (status, body)."""
        path = unquote(urlsplit(target).path).strip("/")
        self.asked.append((method, path, _read(body)))
        first, _, rest = path.partition("/")
        if rest == "_search":
            known = first in self.aliases
            return (200, self.answer) if known else (404, _missing(first))
        if path == "_alias" or first == "_alias":
            return self._alias(method, rest)
        if made := re.fullmatch(r"(\w+)/_alias(?:es)?/(\w+)", path):
            self.aliases[made[2]] = made[1]
            return 200, {"acknowledged": True}
        if rest == "_bulk" or path == "_bulk":
            return 200, {"errors": False, "items": _items(body)}
        if not rest and method == "PUT":
            self.indexes.add(first)
        if not rest and method == "DELETE":
            there = first in self.indexes
            self.indexes.discard(first)
            return (200, {}) if there else (404, _missing(first))
        return 200, {"acknowledged": True}

    def _alias(self, method: str, name: str) -> tuple[int, object]:
        if name not in self.aliases:
            return 404, _missing(name)
        return 200, {self.aliases[name]: {"aliases": {name: {}}}}

    def bodies(self, method: str, ending: str) -> list:
        """Return the bodies sent to paths that end so."""
        return [b for m, path, b in self.asked if m == method and path.endswith(ending)]

    def options(self, kind: str) -> dict:
        """Return what makes a client of this kind speak to this cluster."""
        name = "node_class" if kind.startswith("elastic") else "connection_class"
        made = _node if kind.startswith("elastic") else _connection
        return {name: made(self), "max_retries": 0}


def _missing(name: str) -> dict:
    return {"error": {"type": "index_not_found_exception", "index": name}}


def _read(body: object) -> object:
    if not body:
        return None
    text = body.decode() if isinstance(body, bytes) else body
    lines = [json.loads(line) for line in text.splitlines() if line]
    return lines if len(lines) > 1 else lines[0]


def _items(body: object) -> list[dict]:
    lines = _read(body)
    named = [line for line in lines if set(line) <= {"index", "delete"}]
    return [{"index": {**line["index"], "status": 200}} for line in named]


def _node(cluster: Cluster) -> type[BaseNode]:
    class Node(BaseNode):
        def perform_request(
            self, method, target, body=None, headers=None, request_timeout=None
        ):
            if cluster.is_away:
                raise ElasticConnectionError("away")
            status, answer = cluster.respond(method, target, body)
            headers = HttpHeaders(
                {
                    "content-type": "application/json",
                    "x-elastic-product": "Elasticsearch",
                }
            )
            meta = ApiResponseMeta(status, "1.1", headers, 0.0, self.config)
            raw = b"" if method == "HEAD" else json.dumps(answer).encode()
            return NodeApiResponse(meta, raw)

        def close(self):
            pass

    return Node


def _connection(cluster: Cluster) -> type[Connection]:
    class Recorded(Connection):
        def perform_request(
            self,
            method,
            url,
            params=None,
            body=None,
            timeout=None,
            ignore=(),
            headers=None,
        ):
            if cluster.is_away:
                raise OpenSearchConnectionError("N/A", "away", OSError("away"))
            status, answer = cluster.respond(method, url, body)
            if not 200 <= status < 300 and status not in ignore:
                self._raise_error(status, json.dumps(answer), "application/json")
            return status, {"content-type": "application/json"}, json.dumps(answer)

        def close(self):
            pass

    return Recorded
