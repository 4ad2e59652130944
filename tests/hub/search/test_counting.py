"""What each thing answers to each question."""

import pytest
from django.db.models import Q, Value

from hub.directory.models import Organisation, Rating
from hub.search.counting import Answers
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

RATED = ("ratings__grade", Q())


@pytest.fixture
def rated():
    """Add two organisations, one rated good twice over and once inadequate."""
    one, other = make_organisation("Alder"), make_organisation("Birch")
    for grade in ("good", "good", "inadequate"):
        Rating.objects.create(
            organisation=one,
            regulator="cqc",
            grade=grade,
            rated_on="2026-01-02",
            url="https://example.org/",
        )
    return one, other


def answers(keys, *asked):
    return Answers(Organisation, keys, asked)


def test_thing_that_has_a_value_twice_counts_once(rated):
    one, other = rated
    held = answers([other.pk, one.pk], RATED)

    assert held.having(0, ["good"]).tolist() == [False, True]
    assert held.count(0, "good", held.having(0, ["good", "inadequate"])) == 1
    assert held.has(0, "good", one.pk)
    assert not held.has(0, "good", other.pk)


def test_thing_that_is_not_listed_counts_for_nothing(rated):
    _one, other = rated
    held = answers([other.pk], RATED)

    assert held.having(0, ["good"]).tolist() == [False]


def test_rows_that_may_not_be_asked_count_for_nothing(rated):
    held = answers(
        [one.pk for one in rated], ("ratings__grade", ~Q(ratings__grade="good"))
    )

    assert held.having(0, ["good"]).tolist() == [False, False]


def test_value_may_be_what_an_expression_says(rated):
    is_inadequate = (Value("yes"), Q(ratings__grade="inadequate"))
    held = answers([one.pk for one in rated], RATED, is_inadequate)

    assert held.having(1, ["yes"]).tolist() == [True, False]
    assert held.having(0, ["good"]).tolist() == [True, False]


@pytest.mark.parametrize("number", [1, 30])
def test_all_answers_to_all_questions_are_one_query(
    rated, django_assert_num_queries, number
):
    for name in range(number):
        make_organisation(f"Org {name}", services=("home_care", "respite"))
    keys = list(Organisation.objects.values_list("pk", flat=True))

    with django_assert_num_queries(1):
        held = answers(keys, RATED, ("services__key", Q()), ("kind", Q()))
        assert held.having(1, ["respite"]).sum() == number
        assert held.having(2, ["care_provider"]).all()


def test_nothing_listed_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert answers([], RATED).having(0, ["good"]).tolist() == []
