"""What every engine does alike. Entries are put by hand; no page and no record."""

import pytest

from hub.search import outbox
from hub.search.carrying import bring_up_to_date, rebuild_index
from hub.search.models import SearchEntry


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("rota", "Our rotas are self-made"),
        ("managing", "They manage themselves"),
        ("cooperative", "A co-op of carers"),
        ("co-op", "Co-operatives of carers"),
        ("organization", "An organisation of carers"),
        ("cafe", "A café for carers"),
        ("members", "The member's vote"),
        ('"social value"', "Weigh social value here"),
        ("home care", "Domiciliary care in Leeds"),
        ("CQC", "Rated by the Care Quality Commission"),
        ("worker-owned", "An employee-owned provider"),
    ],
)
def test_search_for_another_form_finds_the_entry(put, urls, typed, text):
    put("Something", body=text, key="one")
    put("Something else", body="Nothing to do with it.", key="two")
    assert urls(typed) == ["/one/"]


@pytest.mark.parametrize(
    "typed", ['"value social"', "rota -leeds", "rota leeds york", "kind:clause rota"]
)
def test_search_that_rules_the_entry_out_ranks_nothing_strictly(put, ask, typed):
    put("Rotas in Leeds", body="Social value.", key="one")
    results = ask(typed)
    assert results.is_relaxed or results.hits == []


def test_search_for_a_title_ranks_it_before_a_mention(put, urls):
    put("Something", body="Rotas are mentioned once.", key="mention")
    put("Rotas", body="Who works when.", key="title")
    assert urls("rotas") == ["/title/", "/mention/"]


def test_search_for_all_words_leaves_out_what_has_some(put, ask):
    for _ in range(10):
        put("Rotas in Leeds")
    put("Rotas", key="one")
    results = ask("rotas leeds")
    assert "/one/" not in [hit.url for hit in results.hits]
    assert (results.total, results.is_relaxed) == (10, False)


def test_search_with_few_entries_of_all_words_adds_others_after_them(put, ask):
    put("Leeds", key="one")
    put("Rotas, rotas and rotas", key="other")
    put("Something", body="Rotas are mentioned, and Leeds.", key="both")
    results = ask("rotas leeds")
    assert results.hits[0].url == "/both/"
    assert len(results.hits) == 3
    assert (results.is_relaxed, results.whole) == (True, 1)


@pytest.mark.parametrize("typed", ['rotas "leeds"', "rotas leeds -york"])
def test_search_that_says_exactly_what_it_means_is_not_relaxed(put, ask, typed):
    put("Rotas in Leeds", key="both")
    put("Rotas", key="one")
    results = ask(typed)
    assert [hit.url for hit in results.hits] == ["/both/"]
    assert not results.is_relaxed


def test_search_with_no_entry_of_all_words_relaxes_and_says_so(put, ask):
    put("Rotas", key="rotas")
    put("Leeds", key="leeds")
    results = ask("rotas leeds")
    assert {hit.url for hit in results.hits} == {"/rotas/", "/leeds/"}
    assert results.is_relaxed


def test_counts_of_kinds_ignore_the_kind_asked_for(put, ask):
    put("Rotas", kind="clause")
    put("Rotas", kind="guide")
    put("Rotas", kind="guide")
    results = ask("rotas", chosen={"kind": ["clause"]})
    assert results.total == 1
    assert results.counts["kind"] == {"clause": 1, "guide": 2}


def test_search_for_two_kinds_finds_both(put, ask):
    for kind in ("clause", "guide", "topic"):
        put("Rotas", kind=kind)
    found = {
        hit.kind for hit in ask("rotas", chosen={"kind": ["clause", "guide"]}).hits
    }
    assert found == {"clause", "guide"}


def test_pages_of_results_hold_each_entry_once(put, ask):
    for _ in range(23):
        put("Rotas")
    pages = [ask("rotas", page=number) for number in (1, 2, 3)]
    addresses = [hit.url for page in pages for hit in page.hits]
    assert [len(page.hits) for page in pages] == [10, 10, 3]
    assert len(set(addresses)) == 23
    assert {page.total for page in pages} == {23}


def test_changed_entry_is_found_by_its_new_words_alone(put, urls):
    put("Rotas", key="one")
    put("Leases", key="one")
    assert (urls("rotas"), urls("leases")) == ([], ["/one/"])


def test_removed_entry_leaves_the_results_and_then_the_table(put, ask):
    put("Rotas", key="one")
    outbox.remove(["one"], drain=False)
    assert (ask("rotas").total, ask("rotas").counts) == (0, {})
    bring_up_to_date()
    assert ask("rotas").total == 0
    assert not SearchEntry.objects.exists()


def test_unchanged_entry_is_not_carried_again(put):
    first = put("Rotas", key="one")
    again = put("Rotas", key="one")
    assert again.revision == first.revision == again.indexed_revision


def test_rebuilt_index_answers_as_before(put, urls):
    for number in range(5):
        put(f"Rotas {number}", body="care " * number)
    before = urls("rotas care")
    rebuild_index()
    assert urls("rotas care") == before


def test_entry_that_goes_during_a_rebuild_is_in_no_count(put, ask, monkeypatch, engine):
    put("Rotas", key="stays")
    put("Rotas", key="goes")
    build = engine.rebuild

    def build_while_one_goes(rows):
        build(rows)
        outbox.remove(["goes"], drain=False)

    monkeypatch.setattr(
        type(engine), "rebuild", lambda self, rows: build_while_one_goes(rows)
    )
    rebuild_index()
    results = ask("rotas")
    assert (results.total, results.counts["kind"]) == (1, {"page": 1})


@pytest.mark.parametrize(
    "typed",
    [
        "*", "?", "rota*", "[a TO z]", "title:rotas", "rotas^99", "rotas~", "AND OR NOT",
        "(rotas", "rotas)", '"', '" "', '"the"', "-", "-rotas", "rotas -rotas", "NOT rotas",
        "kind:", "kind:clause", "kind:zzz", "a" * 10_000, "a " * 5_000, '"' * 300,
        "\x00", "\ud800", "ro\x00tas", "\u202erotas", "%", "_", "'; DROP TABLE x; --",
        "<script>alert(1)</script>", "😀", "ﷺ", "İ", "ß", "１２", "the of and", "- - -",
        "co-", "rotas \uff9e", "\uff9e", "\u037a rotas", "co-co-op-op", "'''", "’", "1e999", "{{ 7*7 }}", "%00", "../../etc/passwd",
    ],
)  # fmt: skip
def test_search_for_anything_at_all_is_answered_by_the_index(put, ask, typed):
    put("Rotas", body="the of and")
    assert not ask(typed).is_degraded


def test_search_of_an_empty_index_finds_nothing(engine, ask):
    rebuild_index()
    results = ask("rotas")
    assert (results.total, results.is_degraded) == (0, False)


def test_kept_searcher_forgets_what_changed_since_it_was_opened(put, ask):
    put("Rotas", key="stays")
    put("Rotas", key="changes")
    put("Rotas", key="goes")
    assert ask("rotas").total == 3  # a searcher is open from here on

    put("Leases", key="changes")
    outbox.remove(["goes"], drain=False)
    bring_up_to_date()

    results = ask("rotas")
    assert (results.total, results.counts["kind"]) == (1, {"page": 1})


@pytest.mark.parametrize(
    "word",
    ["\ufdfa" * 7, "\ufdfa" * 60, "д\u0301" * 60, "x" * 5_000],
    ids=["signs for a sentence", "long words of them", "accents", "endless words"],
)
def test_entry_of_huge_words_is_carried_and_found_by_its_title(put, urls, word):
    body = " ".join(f"{word}q{number}" for number in range(100_000 // len(word)))
    row = put("Rotas", body=body, key="huge")
    assert row.indexed_revision == row.revision
    put("Wages", key="after")
    assert (urls("rotas"), urls("wages")) == (["/huge/"], ["/after/"])
