"""Facets, counts, suggestions and what is hidden, on every engine alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.search.engine import Beginning
from hub.search.words import folded
from tests.hub.search.engines import ask, row

PUBLIC = frozenset({"public"})


@pytest.fixture
def write(engine):
    """Give the engine rows, as a drain would."""

    def apply(*rows):
        with engine.writing():
            engine.apply(rows)

    return apply


@pytest.fixture
def find(engine):
    """Ask for "rotas" among what a visitor may see: `find(kind={"guide"})`."""

    def found(visible=PUBLIC, hidden=frozenset(), typed="rotas", **chosen):
        chosen = {name: frozenset(values) for name, values in chosen.items()}
        return engine.find(ask(typed, visible=visible, hidden=hidden, chosen=chosen))

    return found


@pytest.fixture
def suggested(engine):
    """Ask for titles as somebody types: `suggested("rota le")`."""

    def begun(typed, visible=PUBLIC, hidden=frozenset(), number=8):
        words = tuple(folded(word) for word in typed.split())
        return list(engine.suggest(Beginning(words, visible, hidden, number)))

    return begun


@pytest.fixture
def three(write):
    """Three entries in different nations, with one topic or two."""
    write(
        row(1, "Rotas", kind="guide", facets={"nation": ["wales"], "topic": ["pay"]}),
        row(2, "Rotas", kind="guide", facets={"nation": ["england"]}),
        row(
            3, "Rotas", kind="clause",
            facets={"nation": ["england", "wales"], "topic": ["pay", "time"]},
        ),
    )  # fmt: skip


def test_counts_without_a_choice_are_of_every_value(three, find):
    matches = find()
    assert (matches.total, matches.reach) == (3, 3)
    assert matches.counts["kind"] == {"guide": 2, "clause": 1}
    assert matches.counts["nation"] == {"wales": 2, "england": 2}
    assert matches.counts["topic"] == {"pay": 2, "time": 1}
    assert list(matches.counts["year"].values()) == [3]


def test_two_values_of_a_facet_find_what_has_either(three, find):
    assert set(find(topic={"pay", "time"}).ids) == {1, 3}
    assert set(find(topic={"time", "nothing-has-this"}).ids) == {3}


def test_two_facets_find_what_has_both(three, find):
    matches = find(kind={"guide"}, nation={"wales"})
    assert (list(matches.ids), matches.total, matches.reach) == ([1], 1, 3)


def test_counts_of_a_facet_ignore_its_own_choice_and_follow_the_others(three, find):
    counts = find(kind={"guide"}, nation={"wales"}).counts
    assert counts["kind"] == {"guide": 1, "clause": 1}
    assert counts["nation"] == {"wales": 1, "england": 1}
    assert counts["topic"] == {"pay": 1}


def test_value_that_nothing_has_finds_nothing_and_keeps_its_own_counts(three, find):
    matches = find(nation={"scotland"})
    assert (list(matches.ids), matches.total, matches.reach) == ([], 0, 3)
    assert matches.counts["nation"] == {"wales": 2, "england": 2}
    assert "topic" not in matches.counts


def test_facet_that_no_row_has_finds_nothing(three, find):
    assert find(service={"live-in"}).total == 0


def test_values_under_other_names_are_not_counted(write, find):
    write(row(1, "Rotas", facets={"secret": ["yes"], "nation": ["wales"]}))
    assert set(find().counts) == {"kind", "nation", "year"}


def test_changed_facets_are_counted_in_their_new_form_only(three, write, find):
    assert find().counts["topic"] == {"pay": 2, "time": 1}
    write(row(3, "Rotas", kind="route", facets={"topic": ["new"]}))
    counts = find().counts
    assert counts["topic"] == {"pay": 1, "new": 1}
    assert counts["kind"] == {"guide": 2, "route": 1}


def test_what_may_not_be_seen_moves_no_count_and_no_total(three, write, find):
    before = find(kind={"guide"})
    write(
        row(4, "Rotas rotas", kind="guide", visibility="members",
            facets={"nation": ["scotland"], "topic": ["secret"]}),
        row(5, "Rotas", kind="topic", visibility="board:1", facets={"topic": ["pay"]}),
    )  # fmt: skip
    assert find(kind={"guide"}) == before
    member = find(visible=PUBLIC | {"members"}, kind={"guide"})
    assert (member.total, member.reach) == (3, 4)
    assert member.counts["topic"] == {"pay": 1, "secret": 1}


def test_entry_that_becomes_hidden_is_counted_no_more(three, write, find):
    assert find().total == 3
    write(row(3, "Rotas", kind="clause", visibility="members"))
    matches = find()
    assert (set(matches.ids), matches.total, matches.reach) == ({1, 2}, 2, 2)
    assert "clause" not in matches.counts["kind"]


def test_hidden_entries_are_in_no_count_and_no_reach(three, find):
    matches = find(hidden=frozenset({3, 99}))
    assert (set(matches.ids), matches.total, matches.reach) == ({1, 2}, 2, 2)
    assert matches.counts["topic"] == {"pay": 1}


def test_asking_for_no_entries_still_counts_how_many_there_are(three, engine):
    matches = engine.find(ask("rotas", number=0))
    assert (list(matches.ids), matches.reach) == ([], 3)


def test_page_beyond_the_last_holds_nothing_and_keeps_the_counts(three, engine):
    matches = engine.find(ask("rotas", first=10))
    assert (list(matches.ids), matches.total) == ([], 3)
    assert matches.counts["nation"] == {"wales": 2, "england": 2}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("r", {1, 2, 4}),
        ("rota", {1, 2}),
        ("rotas l", {1}),
        ("leeds rot", {1}),
        ("rotas leeds y", set()),
        ("cafe", {3}),
        ("CAFÉ", {3}),
        ("otas", set()),
        ("body", set()),
    ],
)
def test_suggestion_has_every_word_in_its_title_the_last_as_a_beginning(
    write, suggested, typed, found
):
    write(
        row(1, "Rotas in Leeds", body="Body of it."),
        row(2, "How rotas work", summary="Summary of the body."),
        row(3, "A café for carers"),
        row(4, "Recruiting"),
    )
    assert set(suggested(typed)) == found


def test_suggestion_takes_words_whole_but_for_the_last(write, suggested):
    write(row(1, "Rotas in Leeds"))
    assert suggested("rot leeds") == []


def test_suggestions_put_the_title_that_begins_so_first(write, suggested):
    write(row(1, "How rotas work here"), row(2, "Rotas that work for everybody"))
    assert suggested("rota") == [2, 1]


def test_suggestions_leave_out_what_may_not_be_seen_hidden_and_gone(write, suggested):
    write(
        row(1, "Rotas"),
        row(2, "Rotas", visibility="members"),
        row(3, "Rotas"),
        row(4, "Rotas"),
    )
    write(row(4, "", is_gone=True))
    assert suggested("rot", hidden=frozenset({3})) == [1]
    assert set(suggested("rot", visible=PUBLIC | {"members"})) == {1, 2, 3}


def test_suggestions_are_as_many_as_asked_for_in_one_order(write, suggested):
    write(*(row(pk, "Rotas") for pk in range(1, 30)))
    assert suggested("ro", number=5) == suggested("ro", number=29)[:5]
    assert len(suggested("ro", number=5)) == 5


def test_kind_made_to_be_found_goes_before_one_that_mentions(write, find):
    write(row(1, "Rotas", kind="page"), row(2, "Rotas", kind="organisation"))
    assert list(find().ids) == [2, 1]


def test_phrase_does_not_reach_from_one_field_into_the_next(write, find):
    write(
        row(1, "About social", summary="Value for all", body="Care of social"),
        row(2, "B", summary="Much social", where="Value › place"),
        row(3, "C", body="Social value"),
    )
    assert list(find(typed='"social value"').ids) == [3]


@pytest.mark.parametrize("number", [1, 30])
def test_queries_for_an_answer_do_not_grow_with_the_matches(
    write, find, suggested, number
):
    write(*(row(pk, "Rotas", facets={"topic": ["pay"]}) for pk in range(number)))
    find(), suggested("rot")  # what a process holds is held from here on
    with CaptureQueriesContext(connection) as asked:
        find(topic={"pay"})
        suggested("rot")
    assert len(asked) <= 6
