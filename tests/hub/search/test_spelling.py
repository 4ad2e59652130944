"""“Did you mean”: offered when it helps, from what the asker may see."""

import pytest

from hub.search.carrying import rebuild_index
from hub.search.models import SearchWord


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("comissioning", "commissioning"),
        ("prcurement", "procurement"),
        ("prcurement contracts", "procurement contracts"),
        ("Prcurement  comissioning", "procurement commissioning"),
        ("socialvalue", "social value"),
        ("gaurantee", "guarantee"),
        ("kind:page prcurement", "kind:page procurement"),
    ],
)
def test_slip_of_the_pen_is_put_right(put, ask, typed, offered):
    put("Commissioning and procurement contracts", body="Social value. A guarantee.")
    assert ask(typed).did_you_mean == offered


@pytest.mark.parametrize(
    "typed",
    [
        "procurement",
        "procuring",
        "procurment",
        "zzzzzzz",
        "pay",
        "the of",
        "12345678",
        "!!!!",
        "co-op",
    ],
)
def test_nothing_is_offered_when_it_would_not_help(put, ask, typed):
    put("Procurement", body="Social value.")
    assert ask(typed).did_you_mean == ""


def test_word_that_only_hidden_entries_hold_is_never_offered(put, ask):
    put("Redundancies at Quokkatown", visibility="board:7")
    put("Something public")
    assert ask("quokatown").did_you_mean == ""
    assert ask("quokatown", "board:7").did_you_mean == "quokkatown"


def test_hidden_words_push_no_visible_one_aside(put, ask):
    for number in range(20):
        put(f"Quokkatown{chr(97 + number)}", visibility="board:7")
    put("Quokkatowns")
    assert ask("quokkatownz").did_you_mean == "quokkatowns"


def test_commonest_of_the_nearest_words_is_offered(put, ask):
    put("Rotate")
    for _ in range(3):
        put("Notate")
    assert ask("xotate").did_you_mean == "notate"


def test_word_that_left_all_entries_is_forgotten_by_a_rebuild(put, forget):
    entry = put("Quokkatown", key="one")
    assert SearchWord.objects.filter(word="quokkatown").exists()
    forget(entry)
    rebuild_index()
    assert not SearchWord.objects.filter(word="quokkatown").exists()


def test_page_offers_the_other_spelling_as_a_link(put, client):
    put("Procurement")
    page = client.get("/search/", {"q": "prcurement"})
    assert page.context["results"].did_you_mean == "procurement"


def test_many_hidden_words_as_near_do_not_keep_a_visible_one_from_being_offered(
    put, ask
):
    for number in range(20):
        put(f"Quokka{chr(97 + number)}", visibility="board:7")
    put("Quokkaz")
    assert ask("quokka9").did_you_mean == "quokkaz"


def test_half_of_a_parted_word_that_only_hidden_entries_hold_is_not_told(put, ask):
    put("Home plan")
    put("Planned", visibility="board:7")
    assert ask("homeplanned").did_you_mean == ""
    assert ask("homeplan").did_you_mean == "home plan"


def test_spelling_that_finds_less_is_not_offered(put, ask):
    put("Care")
    put("Care rotas")
    assert ask("care -rotaz").did_you_mean == ""
