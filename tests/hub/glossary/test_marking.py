"""Terms in wording are marked where they stand first."""

import pytest

from hub.glossary.marking import Marker, explained
from hub.glossary.models import Term
from hub.procurement.filling import settled_wording


def term(name, *others, defined=False):
    return Term(
        slug=name.lower().replace(" ", "-"),
        name=name,
        other_names="\n".join(others),
        meaning="…",
        is_defined_term=defined,
    )


def marks(wording, *terms):
    marked = Marker(terms).marked(settled_wording(wording))
    return [
        (run.text, run.href)
        for paragraph in marked.paragraphs
        for run in paragraph.runs
        if run.href
    ]


def test_term_is_marked_once_where_it_stands_first():
    assert marks(
        "1. Social value first.\n2. Social value again.", term("Social value")
    ) == [("Social value", "#term-social-value")]


@pytest.mark.parametrize(
    ("wording", "found"),
    [("the Services begin", ["Services"]), ("any services at all", [])],
)
def test_defined_term_is_marked_only_with_its_capital(wording, found):
    assert [text for text, _ in marks(wording, term("Services", defined=True))] == found


def test_longer_term_wins_over_the_one_within_it():
    found = marks("by direct award", term("Award"), term("Direct award"))

    assert found == [("direct award", "#term-direct-award")]


def test_part_of_a_word_is_no_term():
    assert marks("Alloted slots", term("Lot")) == []


def test_placeholder_is_not_marked():
    assert marks("Pay [[social value|social value]]", term("Social value")) == []


def test_wording_keeps_every_letter_when_it_is_marked():
    wording = settled_wording("1. The Supplier & the Supplier's Lot; [[a|b]] lot.")
    marked = Marker([term("Supplier", defined=True), term("Lot")]).marked(wording)

    def text(one):
        return ["".join(run.text for run in row.runs) for row in one.paragraphs]

    assert text(marked) == text(wording)


def test_no_terms_leave_the_wording_as_it_is(db):
    wording = settled_wording("1. Anything.")

    assert explained(wording) == (wording, [])
