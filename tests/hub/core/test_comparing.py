"""What differs between two texts, word by word."""

from hub.core.comparing import COME, GONE, SAME, changes


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
