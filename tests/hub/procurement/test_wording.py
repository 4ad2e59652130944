"""The wording of clauses: numbered paragraphs and placeholders, whatever is typed."""

import pytest

from hub.procurement.wording import (
    Placeholder,
    Text,
    faults,
    paragraphs,
    placeholders,
    plain_text,
    segments,
)


def test_segments_with_placeholder_are_text_and_placeholder():
    found = list(segments("up to [[weight|15]]% of the score"))

    assert found == [
        Text("up to "),
        Placeholder("weight", "15"),
        Text("% of the score"),
    ]


def test_placeholder_without_suggestion_shows_its_name():
    assert list(segments("[[the area]]")) == [Placeholder("the area", "the area")]


def test_placeholder_with_comma_first_keeps_it():
    assert list(segments("turnover[[unless|, except as stated]]."))[1] == Placeholder(
        "unless", ", except as stated"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "[[weight|15",
        "weight|15]]",
        "[weight|15]",
        "[[]]",
        "[[ ]]",
        "[[|15]]",
        "[[a[[b]",
        "]][[",
        "[[[[",
        "[[a|b|c",
    ],
)
def test_unbalanced_brackets_stay_text(typed):
    found = list(segments(typed))

    assert "".join(segment.text for segment in found) == typed
    assert not any(segment.is_placeholder for segment in found)


def test_nested_brackets_keep_the_inner_placeholder():
    assert list(segments("[[a|[[b|c]]]]")) == [
        Text("[[a|"),
        Placeholder("b", "c"),
        Text("]]"),
    ]


def test_paragraphs_are_numbered_in_order_whatever_was_typed():
    found = paragraphs(
        "1. One\n7. Two\n   (a) first\n   (z) second\n2. Three\n(b) again"
    )

    assert [(one.level, one.number) for one in found] == [
        (1, "1."),
        (1, "2."),
        (2, "(a)"),
        (2, "(b)"),
        (1, "3."),
        (2, "(a)"),
    ]


def test_line_without_number_goes_on_with_the_paragraph_before():
    found = paragraphs("1. The Supplier will\n   pay for travel.\n\nA note.\nGoes on.")

    assert [(one.level, one.segments) for one in found] == [
        (1, (Text("The Supplier will pay for travel."),)),
        (0, (Text("A note. Goes on."),)),
    ]


def test_letter_without_a_number_above_is_text():
    assert [one.level for one in paragraphs("(a) alone")] == [0]


def test_letters_after_z_go_on_with_aa():
    typed = "1. One\n" + "\n".join("(a) again" for _ in range(28))

    assert [one.number for one in paragraphs(typed)][-2:] == ["(aa)", "(ab)"]


@pytest.mark.parametrize("typed", ["", " \n\t\n", "\r\n"])
def test_empty_wording_has_no_paragraphs(typed):
    assert paragraphs(typed) == []


def test_plain_text_shows_numbers_and_brackets():
    typed = "1. Up to [[weight|15]]%\n   (a) and more"

    assert plain_text(typed) == "1. Up to [15]%\n(a) and more"


def test_placeholders_are_listed_once_in_order():
    typed = "1. [[b|2]] and [[a|1]]\n2. [[b|2]] again"

    assert placeholders(typed) == [Placeholder("b", "2"), Placeholder("a", "1")]


@pytest.mark.parametrize(
    "typed", ["1. [[weight|15", "1. weight|15]]", "1. [[a|[[b|c]]]]"]
)
def test_faults_with_incomplete_placeholder_says_so(typed):
    assert len(faults(typed)) == 1


def test_faults_with_two_suggestions_for_one_name_says_so():
    assert len(faults("1. [[rate|5]] and [[rate|6]]")) == 1


def test_faults_with_good_wording_finds_none():
    assert faults("1. [[rate|5]] [for example] and [[rate|5]]\n(a) [x]") == []


@pytest.mark.parametrize(
    "typed",
    [
        "[[" * 250_000,
        "[[a|" * 125_000,
        "1.\n" * 165_000,
        "(a) x\n" * 80_000,
        "x\n" * 250_000,
        "\u202e[[\U0001f600|\u05d0]]" * 50_000,
    ],
    ids=["open", "named", "numbers", "letters", "lines", "right-to-left and emoji"],
)
# What reads some of it again and again takes hours for this.
@pytest.mark.timeout(60)
def test_reading_of_hostile_wording_ends_however_long_it_is(typed):
    paragraphs(typed)
    faults(typed)
