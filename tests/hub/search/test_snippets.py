"""Passages and marks."""

import pytest

from hub.search.snippets import marked, part_at
from hub.search.snippets import passage as passage_of
from hub.search.words import stems_in
from tests.work import calls

FILLER = "Nothing to see in this sentence of filler words at all. " * 20


def passage(summary, body, asked):
    return passage_of(summary, body, asked).shown


def stems(text):
    return frozenset(stems_in(text))


def test_words_asked_for_are_marked_in_every_form():
    assert (
        marked("Rota, rotas and co-operatives’ ROTAS", stems("rota coop"))
        == "<mark>Rota</mark>, <mark>rotas</mark> and <mark>co-operatives</mark>’ "
        "<mark>ROTAS</mark>"
    )


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "a & b &amp; c"]
)
def test_markup_in_a_text_is_shown_as_letters(text):
    shown = marked(text, stems("script alert img src amp b"))
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert '"' not in bare
    assert "&amp;" in shown or "<mark>" in shown


def test_stop_words_are_not_marked():
    assert marked("The rota of the week", stems("the rota of")) == (
        "The <mark>rota</mark> of the week"
    )


def test_summary_wins_when_both_hold_as_much():
    shown = passage("Rotas in short.", FILLER + "Here are rotas.", stems("rotas"))
    assert shown == "<mark>Rotas</mark> in short."


def test_body_wins_when_it_holds_more_different_words():
    shown = passage(
        "Rotas, rotas and rotas.",
        FILLER + "Fair pay and rotas.",
        stems("fair pay rotas"),
    )
    assert "<mark>Fair</mark> <mark>pay</mark> and <mark>rotas</mark>" in shown
    assert shown.startswith("… ")


def test_stop_words_do_not_decide_which_passage_is_shown():
    shown = passage(
        "Rotas here.", FILLER + "This is of the and for it.", stems("rotas of the for")
    )
    assert shown == "<mark>Rotas</mark> here."


def test_passage_with_most_different_words_is_chosen():
    body = f"Pay, pay, pay. {FILLER} Pay for travel. {FILLER}"
    shown = passage("", body, stems("pay travel"))
    assert "<mark>Pay</mark> for <mark>travel</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_passage_is_short_whatever_the_body():
    assert len(passage("", f"{FILLER} rota {FILLER * 50}", stems("rota")).split()) < 45


@pytest.mark.parametrize("body", ["", "   ", "!!!"])
def test_nothing_to_show_shows_nothing(body):
    assert passage("", body, stems("rota")) == ""


def test_without_a_match_the_beginning_is_shown():
    assert passage("", "First words of all.", stems("rota")).startswith("First words")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Élan and élans", "elan"),
        ("Centre, centres, CENTER", "centre"),
        ("Organizing organisations", "organisation organise"),
        ("worker’s WORKERS", "worker"),
    ],
)
def test_every_form_of_a_word_is_found_in_a_passage(text, asked):
    shown = marked(text, stems(asked))
    assert shown.count("<mark>") == len(text.replace(" and ", " ").split())


def test_passage_begins_with_the_sentence_when_it_is_near():
    body = f"{FILLER}Rotas are agreed by the team. {FILLER}"
    assert passage("", body, stems("agreed")).startswith("… Rotas are <mark>agreed")


def test_part_of_a_place_is_the_last_that_begins_before_it():
    parts = [[10, "/one/"], [20, "/two/"]]
    assert part_at(parts, 15) == "/one/"
    assert part_at(parts, 20) == "/two/"
    assert part_at(parts, 5) == part_at(parts, None) == ""


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "letters", ["д\u0301", "\uff9e\u0301"], ids=["letters", "marks"]
)
def test_word_of_many_accents_is_looked_at_once(letters):
    body = letters * 20_000

    # Whatever is no letter of English may begin what was asked for.
    assert calls(lambda: passage("", body, stems("rota"))) < 50_000
    assert passage("", f"{body} Rotas.", stems("rota")).endswith("<mark>Rotas</mark>.")
