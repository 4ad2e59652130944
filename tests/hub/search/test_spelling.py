"""“Did you mean”: offered when it helps, from what the asker may see."""

import time
from itertools import islice, product

import pytest
from django.core.management import call_command

from hub.search import carrying, spelling
from hub.search.carrying import rebuild_index
from hub.search.models import SearchWord


def known() -> set[str]:
    return set(SearchWord.objects.values_list("word", flat=True))


@pytest.fixture
def invented():
    """Make so many words that nobody ever wrote, in order."""

    def make(number: int) -> list[str]:
        letters = product("bcdfg", repeat=6)
        return ["".join(one) for one in islice(letters, number)]

    return make


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


def test_word_that_left_all_entries_is_forgotten_each_day_and_the_others_stay(
    put, forget, ask
):
    entry = put("Quokkatown", key="one")
    put("Procurement and quokkas")
    forget(entry)
    call_command("forget_unused_words")
    assert known() == {"procurement", "quokkas"}
    assert ask("prcurement").did_you_mean == "procurement"


def test_word_learnt_while_everything_is_read_again_stays(put, monkeypatch):
    put("Procurement")
    everything = carrying._everything

    def read_slowly():
        yield from everything()
        put("Quokkatown")

    monkeypatch.setattr(carrying, "_everything", read_slowly)
    call_command("forget_unused_words")
    assert known() == {"procurement", "quokkatown"}


def test_process_lets_go_of_words_that_were_forgotten_after_a_day(put, monkeypatch):
    put("Procurement and quokkas")
    assert spelling._known().words == {"procurement", "quokkas"}
    SearchWord.objects.filter(word="procurement").delete()
    monkeypatch.setattr(spelling, "monotonic", lambda: time.monotonic() + 25 * 3600)
    assert spelling._known().words == {"quokkas"}


def test_entry_made_up_of_words_teaches_only_its_first(put, monkeypatch, invented):
    monkeypatch.setattr(spelling, "_MOST_NEW", 500)
    made_up = invented(2_500)
    put("Procurement", body=" ".join(made_up))
    assert known() == {"procurement", *made_up[:499]}
    put("Commissioning", body=" ".join(made_up[:499]))
    assert "commissioning" in known()
    rebuild_index()
    assert known() == {"procurement", "commissioning", *made_up[:499]}


def test_words_beyond_all_that_are_held_are_not_learnt(put, monkeypatch, invented):
    monkeypatch.setattr(spelling, "_MOST_WORDS", 10)
    made_up = invented(20)
    put("Procurement", body=" ".join(made_up[:5]))
    put("Commissioning", body=" ".join(made_up[5:]))
    assert len(known()) == 10
    rebuild_index()
    assert len(known()) == 10
    assert {"procurement", *made_up[:5]} <= known()
    put("Quokkatown")
    assert "quokkatown" not in known()


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
