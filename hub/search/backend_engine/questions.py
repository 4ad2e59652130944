"""What is asked of a cluster, in its own words, and what it answers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hub.search import tuning
from hub.search.backend_engine.texts import SYNONYM
from hub.search.engine import Beginning, Matches, Request
from hub.search.facets import FACETS
from hub.search.queries import Phrase, Question, Wanted

Body = dict[str, Any]
# Of one facet; more values than a reader would look through.
_MOST_VALUES = 500
# The fields of the backend's mapping of `IndexedEntry`.
_VALUES = "facet_values_filter"
_STARTS = "starts_edgengrams"
_PK = "entry_pk_filter"
_CHANGED = "changed_at_filter"
_VISIBILITY = "visibility_filter"
# Best first; the same order every time among equals.
_SORT = [{"_score": "desc"}, {_PK: "asc"}]


def search_body(request: Request) -> Body:
    """Return a request as a search.

    The query finds what the asker may see. The facets narrow its hits afterwards
    (post_filter), so that each can be counted among what the others leave.
    """
    chosen = {name: values for name, values in request.chosen.items() if values}
    body: Body = {
        "query": _weighed(_found(request)),
        "from": request.first,
        "size": request.number,
        "sort": _SORT,
        "_source": False,
        "track_total_hits": True,
    }
    if request.number:
        body["aggs"] = _counts(chosen)
        body["post_filter"] = _holding(chosen)
    return body


def suggest_body(beginning: Beginning) -> Body:
    """Return a beginning as a search of titles."""
    *whole, last = beginning.words
    words: list[Body] = [{"term": {_STARTS: word}} for word in whole]
    words.append({"prefix": {_STARTS: last}})
    seen = _seen(beginning.visible, beginning.hidden)
    return {
        "query": _weighed({"bool": {"must": words, **seen}}),
        "size": beginning.number,
        "sort": _SORT,
        "_source": False,
    }


def matches_of(answer: Mapping[str, Any], request: Request) -> Matches:
    """Return what a cluster answered to `search_body`."""
    total = answer["hits"]["total"]["value"]
    if not request.number:
        return Matches(reach=total, total=total)
    counted = answer["aggregations"]
    counts = {
        facet.name: {
            bucket["key"].removeprefix(f"{facet.name}:"): bucket["doc_count"]
            for bucket in counted[facet.name]["values"]["buckets"]
        }
        for facet in FACETS
    }
    return Matches(
        ids_of(answer),
        total,
        counted["reach"]["doc_count"],
        {name: values for name, values in counts.items() if values},
    )


def ids_of(answer: Mapping[str, Any]) -> list[int]:
    """Return the primary keys of the entries that a cluster answered with."""
    return [int(hit["_id"]) for hit in answer["hits"]["hits"]]


def _found(request: Request) -> Body:
    question: Question = request.question
    parts = [_any_way(wanted) for wanted in question.wanted]
    found = _seen(request.visible, request.hidden)
    found["must_not"] += [_any_way((phrase,)) for phrase in question.unwanted]
    if request.needs_all:
        return {"bool": {"must": parts, **found}}
    return {"bool": {"should": parts, "minimum_should_match": 1, **found}}


def _seen(visible: Collection[str], hidden: Collection[int]) -> Body:
    """Leave what the asker may not see out of everything that is counted."""
    return {
        "filter": [{"terms": {_VISIBILITY: sorted(visible)}}],
        "must_not": [{"terms": {_PK: sorted(hidden)}}] if hidden else [],
    }


def _any_way(wanted: Wanted) -> Body:
    ways = [_in_any_field(phrase) for phrase in wanted]
    for synonym in ways[1:]:
        synonym["multi_match"]["boost"] = SYNONYM
    if len(ways) == 1:
        return ways[0]
    return {"bool": {"should": ways, "minimum_should_match": 1}}


def _in_any_field(phrase: Phrase) -> Body:
    boosts = tuning.current().field_boosts
    return {
        "multi_match": {
            "query": " ".join(phrase),
            "fields": [f"{name}^{boost}" for name, boost in boosts.items()],
            "type": "most_fields" if len(phrase) == 1 else "phrase",
        }
    }


def _weighed(query: Body) -> Body:
    """Weigh what is found for its kind, and fresh talk for being fresh."""
    tuned = tuning.current()
    kinds = [
        {"filter": _value("kind", [kind]), "weight": boost}
        for kind, boost in tuned.kind_boosts.items()
    ]
    fresh = {
        "filter": _value("kind", ["topic"]),
        "exp": {
            _CHANGED: {
                "origin": "now",
                "scale": f"{tuning.HALF_LIFE_DAYS}d",
                "decay": 0.5,
            }
        },
        "weight": tuned.freshness,
    }
    by_kind = {"query": query, "functions": kinds, "score_mode": "first"}
    return {
        "function_score": {
            "query": {"function_score": by_kind},
            "functions": [{"weight": 1}, fresh],
            "score_mode": "sum",
        }
    }


def _counts(chosen: Mapping[str, Collection[str]]) -> Body:
    """Count every facet among what the other facets leave; and all, before any."""
    counts: Body = {"reach": {"filter": {"match_all": {}}}}
    for facet in FACETS:
        others = {name: held for name, held in chosen.items() if name != facet.name}
        values = {
            "field": _VALUES,
            "include": f"{facet.name}:.*",
            "size": _MOST_VALUES,
        }
        counts[facet.name] = {
            "filter": _holding(others),
            "aggs": {"values": {"terms": values}},
        }
    return counts


def _holding(chosen: Mapping[str, Collection[str]]) -> Body:
    """Return what holds a value of every facet."""
    return {"bool": {"filter": [_value(name, held) for name, held in chosen.items()]}}


def _value(name: str, values: Collection[str] | Sequence[str]) -> Body:
    return {"terms": {_VALUES: [f"{name}:{value}" for value in sorted(values)]}}
