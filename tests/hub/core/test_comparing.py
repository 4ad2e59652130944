"""What differs between two texts, word by word."""

import random

import pytest

from hub.core.comparing import COME, GONE, SAME, Effort, changes
from tests.work import calls


def test_changes_tell_what_stayed_went_and_came():
    found = changes("We pay all of it", "We pay some of it all")
    assert [(piece.kind, piece.words) for piece in found] == [
        (SAME, "We pay"),
        (GONE, "all"),
        (COME, "some"),
        (SAME, "of"),
        (GONE, "it"),
        (COME, "it all"),
    ]


def test_changes_of_nothing_are_what_came_or_went():
    assert changes("", "") == ()
    assert [piece.kind for piece in changes("", "New words")] == [COME]
    assert [piece.kind for piece in changes("Old words", "")] == [GONE]


@pytest.mark.timeout(60)
def test_changes_of_long_texts_made_to_take_long_are_found_with_little_work():
    # Each second word is in both, a hundred times, and never two in a row.
    was = "".join(f"{number % 60} ! " for number in range(4_000))
    now = was.replace("!", "?")

    assert calls(lambda: changes(was, now)) < 5_000_000
    assert "".join(one.text for one in changes(was, now) if one.kind != COME) == was
    assert "".join(one.text for one in changes(was, now) if one.kind != GONE) == now


def test_changes_beyond_the_effort_are_all_of_both_texts():
    spent = Effort(0)

    found = changes("We pay all of it", "We pay some of it", spent)

    assert [(piece.kind, piece.words) for piece in found] == [
        (GONE, "We pay all of it"),
        (COME, "We pay some of it"),
    ]


def test_changes_of_a_long_text_are_found_word_by_word():
    chance = random.Random(4)
    words = [f"word{chance.randrange(700)}" for _ in range(3_000)]
    changed = ["changed" if chance.random() < 0.1 else word for word in words]
    effort = Effort()

    found = changes(" ".join(words), " ".join(changed), effort)

    same = sum(len(one.words.split()) for one in found if one.kind == SAME)
    assert same == 3_000 - changed.count("changed")
    assert effort.left > 0
