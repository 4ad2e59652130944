"""Narrowing at /search/: facets with true counts, chips, and addresses to share."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from hub.core.models import Audience, Topic
from hub.search.facets import FACETS
from hub.search.narrowing import MOST_CHIPS
from tests.hub.search.engines import with_files

EVERY = [kind.name for kind in FACETS]


@pytest.fixture
def topics(db):
    return list(Topic.objects.values_list("slug", flat=True))


@pytest.fixture
def some(put, topics):
    """Three things about rotas that share some facet values."""
    one, two, *_ = topics
    put(
        "Rotas one",
        kind="organisation",
        changed_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
        facets={
            "topic": (one, two),
            "nation": ("england",),
            "region": ("east_of_england",),
            "service": ("home_care",),
            "ownership": ("worker",),
        },
    )
    put(
        "Rotas two",
        kind="guide",
        facets={"topic": (two,), "audience": ("commissioners",), "nation": ("wales",)},
    )
    put(
        "Rotas three",
        kind="guide",
        facets={"topic": ("unheard-of",), "question": ("open",)},
    )


def ask(client, **asked):
    return client.get("/search/", {"q": "rotas", **asked})


def counts(page, name):
    return {
        option.value: option.count
        for facet in page.context["facets"]
        if facet.name == name
        for option in facet.options
    }


def total(page):
    return page.context["results"].total


def test_page_shows_every_facet_with_labels_and_counts(some, topics, client):
    page = ask(client)
    shown = BeautifulSoup(page.content, "html5lib")
    assert [facet.name for facet in page.context["facets"]] == EVERY
    assert counts(page, "topic") == {topics[0]: 1, topics[1]: 2}
    assert counts(page, "nation") == {"england": 1, "wales": 1}
    assert counts(page, "year") == {"2026": 2, "2024": 1}
    labels = {label.text for label in shown.select(".facets__label")}
    assert {Topic.objects.get(slug=topics[0]).name, "Commissioners", "2024"} <= labels


def test_value_without_a_label_is_not_offered(some, client):
    assert "unheard-of" not in ask(client).content.decode()
    assert total(ask(client, topic="unheard-of")) == 3


def test_counts_are_what_ticking_the_box_would_show(some, client):
    start = ask(client, kind="guide")
    offered = [
        (facet.name, option)
        for facet in start.context["facets"]
        for option in facet.options
        if facet.name != "kind"
    ]
    assert len(offered) >= 4
    for name, option in offered:
        ticked = ask(client, kind="guide", **{name: option.value})
        assert total(ticked) == option.count, (name, option.value)


def test_several_values_of_a_facet_are_alternatives(some, topics, client):
    assert total(ask(client, topic=[topics[0], topics[1]])) == 2
    assert total(ask(client, nation=["england", "wales"])) == 2


def test_different_facets_must_all_agree(some, topics, client):
    assert total(ask(client, topic=topics[1], nation="wales")) == 1
    assert total(ask(client, topic=topics[0], nation="wales")) == 0


def test_chosen_value_at_none_is_still_shown_and_can_be_taken_off(some, topics, client):
    page = ask(client, topic=topics[0], nation="wales")
    assert counts(page, "topic")[topics[0]] == 0
    assert counts(page, "nation")["wales"] == 0
    assert len(page.context["chips"]) == 2
    assert "see all 3 results" in page.content.decode()


def test_chips_drop_one_value_each_and_clear_drops_them_all(some, topics, client):
    page = ask(client, topic=[topics[0], topics[1]], year="2024", page="1")
    names = dict(Topic.objects.values_list("slug", "name"))
    assert [(chip.label, chip.remove_url) for chip in page.context["chips"]] == [
        (names[topics[0]], f"?q=rotas&topic={topics[1]}&year=2024"),
        (names[topics[1]], f"?q=rotas&topic={topics[0]}&year=2024"),
        ("Last changed: 2024", f"?q=rotas&topic={topics[0]}&topic={topics[1]}"),
    ]
    assert page.context["clear_url"] == "?q=rotas"


def test_more_years_than_anybody_takes_off_singly_have_no_chips(some, client):
    page = ask(client, year=[str(year) for year in range(1000, 2020)])
    assert total(page) == 0
    assert len(page.context["chips"]) == MOST_CHIPS


def test_kind_that_was_typed_is_a_chip_and_leaves_with_it(some, client):
    page = client.get("/search/", {"q": "rotas kind:guide", "kind": "organisation"})
    assert total(page) == 3
    assert [chip.remove_url for chip in page.context["chips"]] == [
        "?q=rotas+kind%3Aguide",
        "?q=rotas&kind=organisation",
    ]
    assert page.context["clear_url"] == "?q=rotas"


def test_boxes_and_words_are_one_form_that_works_without_a_script(some, client):
    page = BeautifulSoup(ask(client, kind="guide").content, "html5lib")
    (form,) = page.select("main form")
    assert (form["method"], form["action"]) == ("get", "/search/")
    assert form.select_one("input[name=q]")["value"] == "rotas"
    boxes = page.select("main input[type=checkbox]")
    assert {box["form"] for box in boxes} == {form["id"]}
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["guide"]
    assert page.select_one("button.facets__button")["form"] == form["id"]
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_first_facets_stand_open_and_a_folded_one_opens_when_chosen(some, client):
    def folded(page):
        shown = BeautifulSoup(page.content, "html5lib").select("details.facets__fold")
        return {one.summary.text: one.has_attr("open") for one in shown}

    assert folded(ask(client)) == {
        "Nation": False,
        "Region of England": False,
        "Service": False,
        "Ownership": False,
        "Questions in the forum": False,
        "Last changed": False,
    }
    assert folded(ask(client, nation="wales"))["Nation"] is True


def test_long_facet_shows_first_what_finds_most(put, topics, client):
    for slug in topics[:9]:
        put("Rotas", facets={"topic": (slug,)})
    put("Rotas", facets={"topic": (topics[8],)})
    first = next(
        facet for facet in ask(client).context["facets"] if facet.name == "topic"
    )
    assert first.options[0].value == topics[8]
    assert [option.value for option in first.options[1:]] == topics[:8]


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("value", ["", "nonsense", "<script>", "9" * 5_000, "²²²²"])
def test_value_that_nobody_offers_is_dropped(some, client, name, value):
    page = ask(client, **{name: value})
    assert page.status_code == 200
    assert total(page) == 3
    assert page.context["chips"] == []
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("number", [1, 30])
@with_files  # other engines ask the database as well
def test_query_count_with_every_facet_does_not_grow_with_results(
    put, topics, client, django_assert_num_queries, number
):
    audiences = tuple(Audience.objects.values_list("key", flat=True))
    for _ in range(number):
        put(
            "Rotas",
            facets={
                "topic": tuple(topics),
                "audience": audiences,
                "service": ("home_care", "respite"),
                "ownership": ("worker",),
            },
        )
    asked = {"topic": topics[:2], "service": "home_care"}
    ask(client, **asked)
    # As without facets, and one for each of the four vocabularies that are tables.
    with django_assert_num_queries(9):
        ask(client, **asked)


@pytest.fixture
def hidden(put, topics):
    """One thing for everybody; one for members and one for a board, with values of
    their own in every facet."""
    put("Rotas", kind="guide", facets={"topic": (topics[0],)})
    own = {
        "topic": (topics[5],),
        "audience": ("commissioners",),
        "nation": ("scotland",),
        "region": ("london",),
        "service": ("respite",),
        "ownership": ("platform",),
    }
    long_ago = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
    for visibility in ("members", "board:7"):
        put(
            f"Rotas of {visibility}",
            kind="clause",
            facets=own,
            changed_at=long_ago,
            visibility=visibility,
        )


def everything_counted(page):
    return {
        (facet.name, option.value): option.count
        for facet in page.context["facets"]
        for option in facet.options
    }


def test_visitor_sees_no_value_or_count_of_hidden_things(hidden, topics, client):
    assert everything_counted(ask(client)) == {
        ("kind", "guide"): 1,
        ("topic", topics[0]): 1,
        ("year", "2026"): 1,
    }


@pytest.mark.parametrize("staff", [{}, {"is_superuser": True}])
def test_member_and_editor_count_members_things_but_no_board_of_others(
    hidden, client_for, person, staff
):
    counted = everything_counted(ask(client_for(person(**staff))))
    assert counted[("kind", "clause")] == 1
    assert counted[("year", "2019")] == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "clause"),
        ("nation", "scotland"),
        ("year", "2019"),
        ("region", "london"),
    ],
)
def test_visitor_asking_for_a_hidden_value_gets_what_an_unused_one_gets(
    hidden, client, name, value
):
    page = ask(client, **{name: value})
    assert total(page) == 0
    assert counts(page, name)[value] == 0
    assert "of members" not in page.content.decode()
