"""Marks on letters: what languages write stays, heaps of them do not."""

import unicodedata

import pytest

from hub.core.marks import MOST_MARKS, thinned
from tests.work import calls


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ŵyn a chŷn, Zażółć gęślą jaźń",
        "e\u0301" * 1_000,
        "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 40,
        "🏠❤️" * 100,
        "“” … — " * 100,
        "…" * 1_000,
        "a" + "\u0301" * MOST_MARKS,
    ],
)
def test_text_that_people_write_stays_as_it_is(text):
    assert thinned(text) == text


@pytest.mark.parametrize("marks", ["\u0301", "\u0300\u0316", "\u0f73", "\u0344"])
def test_heap_of_marks_is_cut_and_the_words_around_it_stay(marks):
    heap = f"Hal{marks * 1_000}lo, all{marks * 1_000}"
    kept = thinned(heap)
    assert "".join(filter(str.isascii, kept)) == "Hallo, all"
    parted = unicodedata.normalize("NFKD", kept)
    assert sum(bool(unicodedata.combining(one)) for one in parted) <= 2 * MOST_MARKS
    assert thinned(kept) == kept


def test_text_without_heaps_is_not_looked_at_letter_by_letter():
    assert calls(lambda: thinned("Zażółć gęślą jaźń, e\u0301. " * 10_000)) < 20
