"""What a person typed, read without any engine."""

import pytest

from hub.search.queries import MOST_LETTERS, MOST_WORDS, read_question, without_kind
from hub.search.seed import SYNONYMS
from hub.search.synonyms import alternatives_of
from tests.hub.search.engines import KINDS


def read(typed):
    return read_question(typed, KINDS, alternatives_of(SYNONYMS))


def words(typed):
    """The first way to say each thing asked for."""
    return [" ".join(wanted[0]) for wanted in read(typed).wanted]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("rotas", ["rota"]),
        ("  Self-managed   ROTAS ", ["self", "manag", "rota"]),
        ("care co op", ["care", "coop"]),
        ("Co operatives in care", ["coop", "care"]),
        ('"social value"', ["social valu"]),
        ("“social value” rotas", ["social valu", "rota"]),
        ('"social value', ["social valu"]),
        ('""', []),
        ('rotas""', ["rota"]),
        ("rotas rotas Rota", ["rota"]),
        ("how do we set up a co-op", ["set", "coop"]),
        ("what is the", ["what", "is", "the"]),
        ('"to be" rotas', ["to be", "rota"]),
        ("council's cafés", ["council", "cafe"]),
        ("council’s CAFE\u0301S", ["council", "cafe"]),
        ("labour organisation", ["labor", "organis"]),
        ("labor organization", ["labor", "organis"]),
        ("rotas\x00\x07\ttravel\u200bpay", ["rota", "travel", "pay"]),
        ('AND OR ((* ~^ "', ["and", "or"]),
        ("title:care^9 [a TO b] rota~2", ["titl", "care", "9", "b", "rota", "2"]),
        ("+rotas !pay", ["rota", "pay"]),
        ('- -- "-"', []),
        ("\ud800 rotas", ["rota"]),
        ("💚", []),
        ("£12.60", ["12", "60"]),
    ],
)
def test_words_and_phrases_are_read(typed, wanted):
    assert words(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        ("rotas -travel", [("travel",)]),
        ('rotas -"travel time"', [("travel", "time")]),
        ("rotas −travel", [("travel",)]),
        ("rotas --travel", [("travel",)]),
        ("self-managed", []),
        ("rotas - travel", []),
        ("rotas -", []),
    ],
)
def test_minus_before_a_word_leaves_it_out(typed, unwanted):
    assert list(read(typed).unwanted) == unwanted


def test_nothing_but_unwanted_words_asks_nothing():
    assert read("-rotas").asks_nothing


@pytest.mark.parametrize(
    ("typed", "kinds", "wanted"),
    [
        ("kind:clause pay", ("clause",), ["pay"]),
        ("pay KIND:Clause", ("clause",), ["pay"]),
        ("kind:case-study pay", ("case_study",), ["pay"]),
        ("kind:clause kind:guide kind:clause pay", ("clause", "guide"), ["pay"]),
        ("kind:nonsense pay", (), ["kind", "nonsens", "pay"]),
        ("kind: clause", (), ["kind", "claus"]),
        ("-kind:clause pay", (), ["pay"]),
        ("kind:clause", ("clause",), []),
        ('"kind:clause"', (), ["kind claus"]),
    ],
)
def test_kind_is_read_when_it_is_one_of_ours(typed, kinds, wanted):
    question = read(typed)
    assert question.kinds == kinds
    assert words(typed) == wanted


def test_without_kind_takes_only_that_kind_away():
    typed = "pay kind:clause KIND:case-study “travel time”"
    assert without_kind(typed, "case_study") == "pay kind:clause “travel time”"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\n\t", "...", "\x00", '"', "-", "((()))", "~^*", "\u202e"],
)
def test_nothing_to_look_for_asks_nothing(typed):
    assert read(typed).asks_nothing


@pytest.mark.parametrize(
    "typed",
    ["a" * 10_000, "rota " * 2_000, '"' * 10_000, "-" * 10_000, '"a ' * 3_000],
    ids=["letters", "words", "quotes", "minuses", "open"],
)
def test_ten_thousand_letters_are_cut_and_say_so(typed):
    question = read(typed)
    assert question.is_cut
    assert len(question.text) <= MOST_LETTERS
    assert len(question.wanted) <= MOST_WORDS


def test_many_short_words_are_cut_and_say_so():
    question = read(" ".join(f"w{number}" for number in range(30)))
    assert len(question.wanted) == MOST_WORDS
    assert question.is_cut


def test_usual_question_is_not_cut():
    assert not read("how do we pay for travel time").is_cut


PAIRS = [(row[0], other) for row in SYNONYMS for other in row[1:]]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_synonyms_are_looked_for_in_both_directions(one, other):
    assert [set(wanted) for wanted in read(one).wanted] == [
        set(wanted) for wanted in read(other).wanted
    ]


def test_synonym_in_the_middle_of_a_question_is_one_thing():
    question = read("good home care in Leeds")
    assert [wanted[0] for wanted in question.wanted] == [
        ("good",),
        ("home", "care"),
        ("leed",),
    ]
    assert ("domiciliari", "care") in question.wanted[1]


def test_words_in_quotes_are_meant_as_they_stand():
    assert read('"home care"').wanted == ((("home", "care"),),)
