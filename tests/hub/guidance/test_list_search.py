"""Search within the guides: a guide is found by its own words and by its parts'."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.factories.guidance import make_guide, make_part


@pytest.fixture
def ask(client, guide_index, indexed):
    def asked(words, client=client, **values):
        indexed()
        return client.get(guide_index.url, {"q": words, **values})

    return asked


def titles(response):
    return [guide.title for guide in response.context["guides"]]


def counts(response, name):
    return {
        option.value: option.count
        for facet in response.context["narrowed"].facets()
        if facet.name == name
        for option in facet.options
    }


def test_guide_is_found_once_by_itself_and_by_its_parts(guide_index, ask):
    make_guide(guide_index, "Rotas", parts=("Rotas at night", "Rotas by day"))
    make_guide(guide_index, "Money", parts=("Rotas and what they cost",))
    make_guide(guide_index, "Governance", parts=("Minutes",))

    response = ask("rotas")

    assert sorted(titles(response)) == ["Money", "Rotas"]
    assert titles(ask("minutes")) == ["Governance"]


def test_guides_found_by_words_stand_best_first_with_counts(guide_index, ask):
    part = "<p>In passing we speak of rotas.</p>"
    money = make_guide(guide_index, "Money", audiences=("commissioners",))
    make_part(money, "Costs", text=part)
    make_guide(guide_index, "Rotas", audiences=("care_workers",))
    make_guide(guide_index, "Law", audiences=("commissioners",))

    response = ask("rotas")

    assert titles(response) == ["Rotas", "Money"]
    assert counts(response, "audience") == {"commissioners": 1, "care_workers": 1}
    assert titles(ask("rotas", audience="commissioners")) == ["Money"]


def test_page_has_a_box_that_keeps_the_words(guide_index, ask):
    make_guide(guide_index, "Rotas")
    page = BeautifulSoup(ask("rotas", nation="england").content, "html5lib")

    box = page.select_one("form[role=search]")
    assert box["action"] == guide_index.url
    assert box.select_one("[name=q]")["value"] == "rotas"
    assert box.select_one("[name=nation]")["value"] == "england"
    assert page.select_one("a[href='/search/?q=rotas']")


def test_hidden_guides_and_parts_are_found_by_nobody_who_may_not_see_them(
    guide_index, ask, client_for, person
):
    secret = make_guide(guide_index, "Quokkatown", parts=("Zebrastripes",))
    make_guide(guide_index, "Quokkatown draft", live=False)
    make_part(make_guide(guide_index, "Shown"), "Zebrastripes too", live=False)
    PageViewRestriction.objects.create(
        page=secret, restriction_type=PageViewRestriction.LOGIN
    )
    member = client_for(person())

    for words in ("quokkatown", "zebrastripes"):
        assert titles(ask(words)) == []
        assert counts(ask(words), "nation") == {}
        assert titles(ask(words, member)) == ["Quokkatown"]


@pytest.mark.parametrize("count", [1, 30])
def test_search_query_count_does_not_grow(
    guide_index, ask, client, indexed, count, django_assert_num_queries
):
    for number in range(count):
        make_guide(guide_index, f"Guide {number}", parts=(f"Part {number}",))
    indexed()
    client.get(guide_index.url)

    with django_assert_num_queries(20):
        client.get(guide_index.url, {"q": "guide part"})
