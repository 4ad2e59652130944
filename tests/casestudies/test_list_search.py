"""Search within the case studies."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.factories.casestudies import make_case_studies, make_case_study

LIST = "/case-studies/"


@pytest.fixture
def index(home, indexed):
    return make_case_studies(home)


def titles(response):
    return [story.title for story in response.context["stories"]]


def counts(response, name):
    return {
        option.value: option.count
        for facet in response.context["facets"]
        if facet.name == name
        for option in facet.options
    }


def test_stories_found_by_words_stand_best_first_with_counts(index, indexed, client):
    make_case_study(index, "Rotas that people like", models=("worker",))
    make_case_study(
        index,
        "A quiet year",
        models=("platform",),
        body=[("text", "<p>Then the rotas changed.</p>")],
    )
    make_case_study(index, "Something else", models=("worker",))
    indexed()

    response = client.get(LIST, {"q": "rota"})

    assert titles(response) == ["Rotas that people like", "A quiet year"]
    assert counts(response, "model") == {"worker": 1, "platform": 1}
    assert titles(client.get(LIST, {"q": "rota", "model": "platform"})) == [
        "A quiet year"
    ]


def test_box_keeps_the_filters_and_the_filters_keep_the_words(index, indexed, client):
    make_case_study(index, "Rotas", models=("worker",))
    indexed()

    page = BeautifulSoup(
        client.get(LIST, {"q": "rotas", "model": "worker"}).content, "html5lib"
    )

    box = page.select_one("form[role=search]")
    assert box["action"] == LIST
    assert box.select_one("[name=q]")["value"] == "rotas"
    assert box.select_one("[name=model]")["value"] == "worker"
    assert page.select_one(".facets form [name=q]")["value"] == "rotas"
    assert page.select_one("a[href='/search/?q=rotas']")


def test_hidden_stories_are_found_by_nobody_who_may_not_see_them(
    index, indexed, client, client_for, person
):
    story = make_case_study(index, "Quokkatown", models=("platform",))
    make_case_study(index, "Quokkatown draft", models=("platform",), live=False)
    PageViewRestriction.objects.create(
        page=story, restriction_type=PageViewRestriction.LOGIN
    )
    indexed()

    visitor = client.get(LIST, {"q": "quokkatown"})
    member = client_for(person()).get(LIST, {"q": "quokkatown"})

    assert (titles(visitor), counts(visitor, "model")) == ([], {})
    assert "No case study fits all of that" in visitor.content.decode()
    assert (titles(member), counts(member, "model")) == (
        ["Quokkatown"],
        {"platform": 1},
    )


@pytest.mark.parametrize("number", [1, 30])
def test_search_takes_the_same_number_of_queries_for_any_number(
    index, indexed, client, django_assert_num_queries, number
):
    for one in range(number):
        make_case_study(index, f"Story {one}", models=("worker",))
    indexed()
    client.get(LIST)

    with django_assert_num_queries(21):
        client.get(LIST, {"q": "story", "model": "worker"})
