"""What the engine says to Elasticsearch and OpenSearch, through their real clients.

No server takes part: `clusters.Cluster` records what is sent and answers.
"""

import json
from dataclasses import replace

import pytest

from hub.search.answers import search
from hub.search.backend_engine import CLUSTERS
from hub.search.backend_engine.cluster import ClusterEngine
from hub.search.backend_engine.locks import WritingLock
from hub.search.engine import Beginning, EngineBroken, asking
from hub.search.queries import Question
from tests.hub.search.clusters import Cluster
from tests.hub.search.engines import ask, row

pytestmark = pytest.mark.django_db
NAME = "hub_search_indexedentry"
KINDS = CLUSTERS
FACETS = (
    "kind", "topic", "audience", "nation", "region", "service", "ownership", "question",
    "year",
)  # fmt: skip


@pytest.fixture
def cluster():
    return Cluster()


@pytest.fixture(params=KINDS)
def engine(request, cluster, tmp_path):
    """The engine with each client in turn, before the cluster holds anything."""
    return ClusterEngine(
        request.param,
        "https://ada:word@search.example:9200",
        WritingLock(tmp_path / "writer.lock"),
        cluster.options(request.param),
    )


@pytest.fixture
def built(engine, cluster):
    """The engine, with an index of nothing in use."""
    engine.rebuild(iter(()))
    cluster.asked.clear()
    return engine


def sent(cluster) -> dict:
    """The last search that was asked for."""
    return cluster.bodies("POST", "/_search")[-1]


def query(cluster) -> dict:
    """What the last search looks for, without the weighing around it."""
    weighed = sent(cluster)["query"]["function_score"]["query"]
    found = weighed.get("function_score", {}).get("query", weighed)
    return found["bool"]


def counted(**values) -> dict:
    """An answer of the cluster, with counts of some facets."""
    aggregations = {
        name: {
            "values": {
                "buckets": [
                    {"key": f"{name}:{value}", "doc_count": count}
                    for value, count in values.get(name, {}).items()
                ]
            }
        }
        for name in FACETS
    }
    return {
        "hits": {"total": {"value": 2}, "hits": [{"_id": "7"}, {"_id": "3"}]},
        "aggregations": aggregations | {"reach": {"doc_count": 9}},
    }


def test_rebuild_fills_a_new_index_before_the_alias_turns_to_it(engine, cluster):
    cluster.aliases[NAME] = f"{NAME}_old"
    cluster.indexes.add(f"{NAME}_old")

    def rows():
        yield row(1, "Our Rotas", body="Social value", facets={"topic": ["pay"]})
        assert cluster.aliases[NAME] == f"{NAME}_old"  # until then it answers

    engine.rebuild(rows())

    assert cluster.aliases[NAME] != f"{NAME}_old"
    assert cluster.indexes == {cluster.aliases[NAME]}
    (bulk,) = cluster.bodies("POST", "/_bulk") + cluster.bodies("PUT", "/_bulk")
    document = bulk[1]
    assert bulk[0]["index"]["_id"] == "1"
    assert (document["title"], document["body"]) == ("our rota", "social valu")
    assert document["starts_edgengrams"] == "our rotas"
    assert document["visibility_filter"] == "public"
    assert set(document["facet_values_filter"]) >= {"topic:pay", "kind:page"}


def test_texts_are_mapped_to_be_taken_as_they_are(engine, cluster):
    engine.rebuild(iter(()))
    (mapping,) = [body for _, path, body in cluster.asked if path.endswith("_mapping")]
    fields = mapping["properties"]
    for name in ("title", "summary", "body", "starts_edgengrams"):
        assert (fields[name]["type"], fields[name]["analyzer"]) == (
            "text",
            "whitespace",
        )
    for name in ("visibility_filter", "facet_values_filter"):
        assert fields[name]["type"] == "keyword"
    assert fields["entry_pk_filter"]["type"] in {"long", "integer"}
    assert fields["changed_at_filter"]["type"] == "date"


def test_rebuild_that_fails_removes_its_index_and_leaves_the_old_one(built, cluster):
    before = cluster.aliases[NAME]

    def rows():
        yield row(1, "Rotas")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        built.rebuild(rows())
    assert cluster.aliases[NAME] == before
    assert cluster.indexes == {before}


def test_apply_sends_what_is_there_and_deletes_what_is_gone(built, cluster):
    built.apply([row(1, "Rotas"), row(2, "", is_gone=True)])
    (bulk,) = cluster.bodies("POST", "/_bulk") + cluster.bodies("PUT", "/_bulk")
    assert [line["index"]["_id"] for line in bulk[::2]] == ["1"]
    paths = [(method, path) for method, path, _ in cluster.asked]
    assert ("DELETE", f"{NAME}/_doc/2") in paths
    assert paths[-1] == ("POST", f"{NAME}/_refresh")  # found from then on


def test_visibility_and_hidden_bind_before_anything_is_counted(built, cluster):
    cluster.answer = counted()
    built.find(
        ask("rotas", visible=frozenset({"public", "members"}), hidden=frozenset({5}))
    )
    assert query(cluster)["filter"] == [
        {"terms": {"visibility_filter": ["members", "public"]}}
    ]
    assert query(cluster)["must_not"] == [{"terms": {"entry_pk_filter": [5]}}]


def test_chosen_facets_narrow_hits_and_every_count_but_their_own(built, cluster):
    cluster.answer = counted()
    chosen = {"kind": frozenset({"guide", "clause"}), "nation": frozenset({"wales"})}
    built.find(ask("rotas", chosen=chosen))
    kind = {"terms": {"facet_values_filter": ["kind:clause", "kind:guide"]}}
    nation = {"terms": {"facet_values_filter": ["nation:wales"]}}
    body = sent(cluster)
    assert body["post_filter"]["bool"]["filter"] == [kind, nation]
    filters = {name: body["aggs"][name]["filter"]["bool"]["filter"] for name in FACETS}
    assert filters["kind"] == [nation]
    assert filters["nation"] == [kind]
    assert filters["topic"] == [kind, nation]
    assert body["aggs"]["reach"]["filter"] == {"match_all": {}}
    assert body["aggs"]["kind"]["aggs"]["values"]["terms"]["include"] == "kind:.*"
    assert kind not in query(cluster)["filter"]


def test_answer_is_read_with_its_order_totals_and_counts(built, cluster):
    cluster.answer = counted(kind={"guide": 2}, topic={"pay:day": 1})
    matches = built.find(ask("rotas"))
    assert (list(matches.ids), matches.total, matches.reach) == ([7, 3], 2, 9)
    assert matches.counts == {"kind": {"guide": 2}, "topic": {"pay:day": 1}}


def test_words_phrases_and_unwanted_are_asked_for_in_every_field(built, cluster):
    cluster.answer = counted()
    built.find(ask('"social value" rotas -travel'))
    asked = query(cluster)
    phrase, word = (part["multi_match"] for part in asked["must"])
    assert (phrase["query"], phrase["type"]) == ("social valu", "phrase")
    assert word["query"] == "rota"
    assert word["fields"] == ["title^3.0", "summary^2.0", "body^1.0"]
    (unwanted,) = asked["must_not"]
    assert unwanted["multi_match"]["query"] == "travel"


def test_synonyms_are_ways_to_say_one_thing(built, cluster):
    cluster.answer = counted()
    home_care = (("home", "care"), ("domiciliari", "care"))
    wanted = Question("home care rotas", (home_care, (("rota",),)))
    built.find(replace(ask("rotas"), question=wanted))
    ways, _ = query(cluster)["must"]
    said = [way["multi_match"] for way in ways["bool"]["should"]]
    assert [one["query"] for one in said] == ["home care", "domiciliari care"]
    assert [one.get("boost", 1) for one in said] == [1, 0.7]


def test_relaxed_question_needs_any_of_its_words(built, cluster):
    cluster.answer = counted()
    built.find(ask("rotas leeds", needs_all=False))
    asked = query(cluster)
    assert len(asked["should"]) == 2
    assert asked["minimum_should_match"] == 1
    assert "must" not in asked


def test_order_is_by_score_then_by_entry_and_kinds_are_weighed(built, cluster):
    cluster.answer = counted()
    built.find(ask("rotas", first=20, number=10))
    body = sent(cluster)
    assert body["sort"] == [{"_score": "desc"}, {"entry_pk_filter": "asc"}]
    assert (body["from"], body["size"]) == (20, 10)
    assert body["track_total_hits"] is True
    weights = body["query"]["function_score"]["query"]["function_score"]["functions"]
    assert {"filter": {"terms": {"facet_values_filter": ["kind:page"]}}, "weight": 0.85} in weights  # fmt: skip


def test_asking_how_many_there_are_asks_for_no_hits_and_no_counts(built, cluster):
    matches = built.find(ask("rotas", number=0))
    assert (matches.reach, list(matches.ids)) == (0, [])
    assert sent(cluster)["size"] == 0
    assert "aggs" not in sent(cluster)


def test_suggestion_asks_titles_for_whole_words_and_a_beginning(built, cluster):
    cluster.answer = counted()
    beginning = Beginning(("rotas", "le"), frozenset({"public"}), frozenset({5}), 4)
    assert list(built.suggest(beginning)) == [7, 3]
    asked = query(cluster)
    assert asked["must"] == [
        {"term": {"starts_edgengrams": "rotas"}},
        {"prefix": {"starts_edgengrams": "le"}},
    ]
    assert asked["filter"] == [{"terms": {"visibility_filter": ["public"]}}]
    assert asked["must_not"] == [{"terms": {"entry_pk_filter": [5]}}]
    assert sent(cluster)["size"] == 4


@pytest.mark.parametrize("typed", ['"}],"', "rota*", "title:rotas", "\\", "{}"])
def test_what_is_typed_stays_a_word_and_never_becomes_a_part(built, cluster, typed):
    cluster.answer = counted()
    question = ask(f"rotas {typed}")
    built.find(question)
    held = json.dumps(sent(cluster))
    assert set(query(cluster)) <= {"must", "filter", "must_not"}
    assert "query_string" not in held


def test_cluster_without_our_index_is_broken(engine, cluster):
    beginning = Beginning(("ro",), frozenset({"public"}))
    for call in (
        engine.check,
        lambda: engine.find(ask("rotas")),
        lambda: engine.suggest(beginning),
        lambda: engine.apply([row(1, "Rotas")]),
    ):
        with pytest.raises(EngineBroken):
            call()
    assert cluster.bodies("POST", "/_bulk") == []


def test_cluster_that_is_away_is_broken(built, cluster):
    cluster.is_away = True
    for call in (
        built.check,
        lambda: built.find(ask("rotas")),
        lambda: built.apply([row(1, "Rotas")]),
        lambda: built.rebuild(iter(())),
    ):
        with pytest.raises(EngineBroken):
            call()


def test_page_is_answered_by_the_table_while_the_cluster_is_away(built, cluster):
    thing = row(1, "Rotas")
    thing.save()
    cluster.is_away = True
    with asking(built):
        results = search("rotas", visible=frozenset({"public"}))
    assert results.is_degraded
    assert [hit.url for hit in results.hits] == ["/1/"]
