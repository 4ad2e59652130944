"""Lists that a reader narrows."""

import pytest
from django.core.paginator import Paginator
from django.http import Http404, QueryDict

from hub.core.models import CareService, OwnershipModel
from hub.directory.models import Organisation
from hub.search.narrowing import MOST_CHIPS, NarrowedList, Question, page_of
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def services():
    return list(CareService.objects.values_list("key", flat=True)[:3])


@pytest.fixture
def models():
    return list(OwnershipModel.objects.values_list("key", flat=True)[:2])


@pytest.fixture
def narrowed(services, models):
    """Narrow all organisations by service and model, as an address asks."""

    def by(address: str = "", **kept: str) -> NarrowedList:
        questions = [
            Question(
                "service", "Service", "services__key", [(key, key) for key in services]
            ),
            Question(
                "model",
                "Owned by",
                "ownership_models__key",
                [(key, key) for key in models],
            ),
        ]
        everything = Organisation.objects.order_by("name")
        return NarrowedList(everything, questions, QueryDict(address), kept=kept)

    return by


@pytest.fixture
def organisations(services, models):
    one, two, three = services
    make_organisation("A", services=(one, two), models=(models[0],))
    make_organisation("B", services=(two,), models=(models[1],))
    make_organisation("C", services=(three,), models=(models[0],))
    make_organisation("D")


def names(listed: NarrowedList) -> str:
    return "".join(listed.results().values_list("name", flat=True))


def counts(listed: NarrowedList) -> dict[str, int]:
    return {
        option.value: option.count
        for facet in listed.facets()
        for option in facet.options
    }


def test_list_without_a_question_answered_holds_everything(organisations, narrowed):
    assert names(narrowed()) == "ABCD"
    assert not narrowed().is_narrowed
    assert narrowed().chips() == []


def test_values_of_one_question_are_alternatives(organisations, narrowed, services):
    address = f"service={services[0]}&service={services[1]}"
    assert names(narrowed(address)) == "AB"


def test_thing_with_two_of_the_values_is_listed_once(organisations, narrowed, services):
    listed = narrowed(f"service={services[0]}&service={services[1]}")
    assert listed.results().count() == 2


def test_questions_are_all_to_be_answered(organisations, narrowed, services, models):
    assert names(narrowed(f"service={services[1]}&model={models[0]}")) == "A"


def test_counts_follow_the_other_questions_but_not_their_own(
    organisations, narrowed, services, models
):
    assert counts(narrowed()) == dict(
        zip([*services, *models], (1, 2, 1, 2, 1), strict=True)
    )
    # B is owned otherwise, so it leaves the services; the models are all still counted.
    assert counts(narrowed(f"model={models[0]}")) == dict(
        zip([*services, *models], (1, 1, 1, 2, 1), strict=True)
    )


def test_chosen_value_that_finds_nothing_can_still_be_taken_off(
    organisations, narrowed, services, models
):
    listed = narrowed(f"service={services[2]}&model={models[1]}")
    assert names(listed) == ""
    chosen = {
        option.value: option.count
        for facet in listed.facets()
        for option in facet.options
        if option.selected
    }
    assert chosen == {services[2]: 0, models[1]: 0}


@pytest.mark.parametrize(
    "address",
    [
        "service=nonsense",
        "service=",
        "other=home_care",
        "service=%3Cscript%3E",
        "model=1'",
    ],
)
def test_value_that_nobody_offers_is_dropped(organisations, narrowed, address):
    assert names(narrowed(address)) == "ABCD"
    assert not narrowed(address).is_narrowed


def test_chip_takes_its_own_value_off_and_forgets_the_page(
    organisations, narrowed, services, models
):
    listed = narrowed(
        f"service={services[0]}&service={services[1]}&model={models[0]}&page=2"
    )
    assert [(chip.label, chip.remove_url) for chip in listed.chips()] == [
        (services[0], f"?service={services[1]}&model={models[0]}"),
        (services[1], f"?service={services[0]}&model={models[0]}"),
        (models[0], f"?service={services[0]}&service={services[1]}"),
    ]


def test_chip_keeps_what_the_page_names_and_nothing_else(narrowed, services, models):
    address = f"service={services[0]}&model={models[0]}&service=nonsense&x=1&q=typed"
    listed = narrowed(address, q="as understood", sort="")
    assert [chip.remove_url for chip in listed.chips()] == [
        f"?q=as+understood&model={models[0]}",
        f"?q=as+understood&service={services[0]}",
    ]


def test_value_chosen_many_times_is_one_in_the_address_of_a_chip(
    narrowed, services, models
):
    listed = narrowed(f"model={models[0]}" + f"&service={services[0]}" * 500)
    assert [chip.remove_url for chip in listed.chips()] == [
        f"?model={models[0]}",
        f"?service={services[0]}",
    ]


def test_more_values_than_anybody_takes_off_singly_have_no_chips():
    values = [f"v{number}" for number in range(MOST_CHIPS + 10)]
    many = Question("many", "Many", "name", [(value, value) for value in values])
    asked = QueryDict("&".join(f"many={value}" for value in values))
    listed = NarrowedList(Organisation.objects.all(), [many], asked)
    assert [chip.label for chip in listed.chips()] == values[:MOST_CHIPS]
    assert listed.as_pairs() == [("many", value) for value in values]


def test_form_keeps_the_values_chosen(narrowed, services, models):
    listed = narrowed(f"model={models[0]}&service={services[1]}&service=nonsense")
    assert listed.as_pairs() == [("service", services[1]), ("model", models[0])]


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow_with_the_list(
    narrowed, services, django_assert_num_queries, number
):
    for place in range(number):
        make_organisation(f"Org {place}", services=tuple(services))
    listed = narrowed(f"service={services[0]}")
    with django_assert_num_queries(3):
        assert listed.results().count() == number
        listed.facets()


@pytest.mark.parametrize(("asked", "number"), [(None, 1), ("", 1), ("1", 1), ("3", 3)])
def test_page_asked_for_is_given(asked, number):
    assert page_of(Paginator(range(25), 10), asked).number == number


@pytest.mark.parametrize(
    "asked", ["0", "-1", "4", "abc", "1.5", "²", "10**9", "9" * 5_000, "\x00", " "]
)
def test_page_that_is_not_there_is_not_found(asked):
    with pytest.raises(Http404):
        page_of(Paginator(range(25), 10), asked)
