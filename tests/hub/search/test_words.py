"""Words as the search compares them."""

import sys
import threading

import pytest

from hub.search.words import _stem, is_stop_word, stem_of, stems_in, words_in


@pytest.mark.parametrize(
    "text",
    [
        "co-op",
        "Co-op",
        "COOP",
        "co op",
        "co‑op",
        "co-ops",
        "coops",
        "co-op's",
        "coop’s",
        "co-operative",
        "cooperative",
        "co-operatives",
        "Cooperatives",
        "co operative",
        "co‐operative",
    ],
)
def test_every_spelling_of_coop_is_one_word(text):
    assert stems_in(text) == ["coop"]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("scoop", ["scoop"]),
        ("co-operation", stems_in("cooperation")),
        ("two co-ops, one co-operative", ["two", "coop", "one", "coop"]),
        ("co-opt", ["co", "opt"]),
    ],
)
def test_words_near_coop_are_left_alone(text, stems):
    assert stems_in(text) == stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organization"),
        ("organised", "organizing"),
        ("labour", "labor"),
        ("favourite", "favorite"),
        ("neighbourhood", "neighborhoods"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("travelling", "travel"),
        ("travelled", "traveling"),
        ("counsellor", "counselors"),
        ("licence", "licensed"),
        ("practice", "practise"),
        ("analyse", "analyze"),
        ("fulfil", "fulfilled"),
        ("carer's", "carers"),
        ("carers’", "carer’s"),
        ("café", "CAFE"),
        ("cafe\u0301", "café"),
        ("Gwynedd", "gwyne\u0301dd"),
        ("O’Brien", "OBrien"),
        ("contracts", "contracting"),
        ("Straße", "strasse"),
        ("self-managed", "self managed"),
    ],
)
def test_spellings_of_one_word_meet(one, other):
    assert stems_in(one) == stems_in(other) != []


def test_letters_keep_their_places_in_the_text():
    text = "Zoë’s  co-op: cafe\u0301 rotas"
    assert [text[word.start : word.end] for word in words_in(text)] == [
        "Zoë’s",
        "co-op",
        "cafe\u0301",
        "rotas",
    ]


@pytest.mark.parametrize("text", ["", "   ", "!?—…", "''''", "’", "\u0301\u0301", "_"])
def test_text_without_words_has_none(text):
    assert stems_in(text) == []


def test_stop_word_is_known_by_its_stem():
    assert is_stop_word(stem_of("Does"))
    assert not is_stop_word(stem_of("care"))


def test_threads_side_by_side_do_not_mix_their_words():
    texts = [
        f"organisation{n} controlling{n}ly relational{n} hopefulness" for n in range(40)
    ]
    alone = [stems_in(text) for text in texts]
    wrong = []
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def compare():
        for _ in range(10):
            _stem.cache_clear()
            wrong.extend(
                t for t, stems in zip(texts, alone, strict=True) if stems_in(t) != stems
            )

    threads = [threading.Thread(target=compare) for _ in range(4)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
        _stem.cache_clear()
    assert wrong == []
