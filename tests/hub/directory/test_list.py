import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from hub.directory.listing import PAGE_SIZE
from hub.places.models import Council
from hub.search.narrowing import MOST_CHIPS
from tests.factories.directory import make_organisation

LIST = "/co-ops/"


def shown(response):
    page = BeautifulSoup(response.content, "html5lib")
    return [link.text for link in page.select(".list-row h3 a, .list-row__title a")]


def names(response):
    return [card.organisation.name for card in response.context["cards"]]


def counts(response, facet):
    found = [one for one in response.context["facets"] if one.name == facet]
    options = found[0].options if found else []
    return {option.value: option.count for option in options}


@pytest.fixture
def some(home):
    make_organisation(
        "Alder",
        models=("worker",),
        services=("home_care", "day_services"),
        nation="england",
        helps=("training",),
    )
    make_organisation(
        "Birch",
        models=("worker", "platform"),
        services=("home_care",),
        nation="wales",
        seeks=("training",),
    )
    make_organisation("Cedar", models=("community",), nation="england", kind="funder")


def test_list_shows_published_organisations_by_name(some, client):
    response = client.get(LIST)

    assert shown(response) == names(response) == ["Alder", "Birch", "Cedar"]
    assert b"3 organisations" in response.content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nation=england", ["Alder", "Cedar"]),
        ("nation=england&nation=wales", ["Alder", "Birch", "Cedar"]),
        ("nation=england&model=worker", ["Alder"]),
        ("model=worker&model=platform", ["Alder", "Birch"]),
        ("service=home_care&service=day_services", ["Alder", "Birch"]),
        ("helps=training", ["Alder"]),
        ("seeks=training", ["Birch"]),
        ("kind=funder", ["Cedar"]),
        ("kind=funder&model=worker", []),
        ("nation=nowhere", ["Alder", "Birch", "Cedar"]),
        ("mystery=1", ["Alder", "Birch", "Cedar"]),
    ],
)
def test_list_takes_any_of_a_question_and_all_of_the_questions(
    some, client, query, expected
):
    assert names(client.get(f"{LIST}?{query}")) == expected


def test_counts_follow_the_other_questions_and_not_their_own(some, client):
    response = client.get(f"{LIST}?nation=england")

    assert counts(response, "nation") == {"england": 2, "wales": 1}
    assert counts(response, "model") == {"worker": 1, "community": 1}
    assert counts(response, "service") == {"home_care": 1, "day_services": 1}


def test_counts_are_what_ticking_the_box_would_show(some, client):
    start = client.get(f"{LIST}?model=worker")

    for facet in start.context["facets"]:
        for option in facet.options:
            if not option.selected and facet.name != "model":
                ticked = client.get(f"{LIST}?model=worker&{facet.name}={option.value}")
                assert len(names(ticked)) == option.count


def test_counts_follow_the_words(some, indexed, client):
    response = client.get(f"{LIST}?q=birch")

    assert counts(response, "nation") == {"wales": 1}


def test_chosen_value_that_finds_nothing_can_still_be_taken_off(some, client):
    response = client.get(f"{LIST}?kind=funder&model=worker")

    assert counts(response, "model") == {"worker": 0, "community": 1}
    assert b"No organisation fits all of that" in response.content


def test_chips_take_off_one_value_each_and_keep_the_rest(some, client):
    response = client.get(f"{LIST}?q=a&nation=england&model=worker&page=1")

    assert [(chip.label, chip.remove_url) for chip in response.context["chips"]] == [
        ("Worker-owned", "?q=a&nation=england"),
        ("England", "?q=a&model=worker"),
    ]


def test_chips_and_ways_out_are_few_and_say_only_what_the_page_knows(some, client):
    ticked = {"council": list(Council.objects.values_list("slug", flat=True))}
    beside = {"near": "Nowhere at all", "sort": "newest", "x": "a" * 9_000}
    response = client.get(LIST, ticked | beside)

    chips, ways_out = response.context["chips"], response.context["ways_out"]
    assert len(ticked["council"]) > 200
    assert (len(chips), len(ways_out)) == (MOST_CHIPS, 10)
    for link in (*(chip.remove_url for chip in chips), *(way.url for way in ways_out)):
        assert link.startswith("?near=Nowhere+at+all&council=")
        assert link.endswith("&sort=newest")


def test_words_find_names_summaries_services_and_councils(home, indexed, client):
    make_organisation("Alder", services=("home_care",))
    make_organisation("Birch", councils=("suffolk",))
    make_organisation("Cedar", summary="Rotas by the team.", place="Halifax")
    indexed()

    assert names(client.get(LIST, {"q": "HOME care"})) == ["Alder"]
    assert names(client.get(LIST, {"q": "suffolk"})) == ["Birch"]
    assert names(client.get(LIST, {"q": "rotas halifax"})) == ["Cedar"]
    assert names(client.get(LIST, {"q": "zzzzzz"})) == []


def test_words_find_what_is_written_in_another_form(home, indexed, client):
    make_organisation("Alder", summary="A cooperative that organises rotas.")
    indexed()

    assert names(client.get(LIST, {"q": "co-op rota organizing"})) == ["Alder"]


def test_organisations_found_by_words_stand_best_first(home, indexed, client):
    make_organisation("Alder", summary="Once we thought of rotas.")
    make_organisation("Birch", kind="funder", summary="No word of it.")
    make_organisation("Rotas United", kind="funder")
    indexed()

    assert names(client.get(LIST, {"q": "rotas"})) == ["Rotas United", "Alder"]
    assert names(client.get(LIST)) == ["Alder", "Birch", "Rotas United"]


def test_words_narrow_together_with_filters(home, indexed, client):
    make_organisation("Rotas", nation="england")
    make_organisation("Rotas again", nation="wales")
    make_organisation("Alder", nation="wales")
    indexed()

    response = client.get(f"{LIST}?q=rotas&nation=wales")

    assert names(response) == ["Rotas again"]
    assert counts(response, "nation") == {"england": 1, "wales": 1}


def test_words_that_are_no_words_find_nothing(home, indexed, client):
    make_organisation("Half % price_list")
    indexed()

    assert names(client.get(LIST, {"q": "%"})) == []
    assert names(client.get(LIST, {"q": "((("})) == []


def test_words_lead_on_to_the_whole_hub_and_the_forum(home, indexed, client):
    found = BeautifulSoup(client.get(LIST, {"q": "a&b ?"}).content, "html5lib")

    assert found.select_one("a[href='/search/?q=a%26b%20%3F']").text == (
        "Search the whole hub for “a&b ?”"
    )
    assert found.select_one("a[href='/forum/discuss/ask/?subject=a%26b%20%3F']")
    assert "Search the whole hub" not in client.get(LIST).content.decode()


def test_words_are_kept_by_the_filters_and_filters_by_the_words(some, client):
    response = client.get(f"{LIST}?q=al&nation=england")
    page = BeautifulSoup(response.content, "html5lib")

    form = page.select_one("form[role=search][method=get]#find")
    box = page.select_one(".facets input[name=nation][checked]")
    assert form.select_one("input[name=q]")["value"] == "al"
    assert (box["value"], box["form"]) == ("england", form["id"])
    assert page.select_one(".facets button[type=submit]")["form"] == form["id"]


def test_words_are_escaped(home, client):
    response = client.get(LIST, {"q": '"><script>alert(1)</script>'})

    assert b"<script>alert" not in response.content


def test_unpublished_organisation_leaks_nowhere_in_the_list(home, indexed, client):
    make_organisation("Alder", nation="england")
    make_organisation(
        "Secret",
        live=False,
        nation="wales",
        models=("platform",),
        services=("respite",),
        helps=("policy",),
        kind="funder",
        stage="forming",
    )
    indexed()

    everything = client.get(LIST)
    by_word = client.get(LIST, {"q": "secret"})
    by_facet = client.get(f"{LIST}?nation=wales")

    assert names(everything) == ["Alder"]
    assert everything.context["page"].paginator.count == 1
    assert [
        (facet.name, [(option.value, option.count) for option in facet.options])
        for facet in everything.context["facets"]
    ] == [("kind", [("care_provider", 1)]), ("nation", [("england", 1)])]
    assert names(by_word) == names(by_facet) == []
    assert counts(by_facet, "nation") == {"england": 1, "wales": 0}
    assert client.get("/co-ops/secret/").status_code == 404
    for response in (everything, by_facet):
        assert b"Secret" not in response.content


def test_list_has_pages_and_each_organisation_stands_on_one(home, client):
    for number in range(PAGE_SIZE + 1):
        # The same name: only a second key keeps the order of rows fixed.
        make_organisation("Twin", slug=f"twin-{number}", services=("home_care",))

    first = client.get(f"{LIST}?service=home_care")
    second = client.get(f"{LIST}?service=home_care&page=2")

    slugs = [
        card.organisation.slug
        for page in (first, second)
        for card in page.context["cards"]
    ]
    assert len(slugs) == len(set(slugs)) == PAGE_SIZE + 1
    assert slugs == [f"twin-{number}" for number in range(PAGE_SIZE + 1)]
    assert b"service=home_care&amp;page=2" in first.content


@pytest.mark.parametrize("page", ["0", "-1", "2", "abc", "1e3", "²", "1" * 30, ""])
def test_page_that_is_not_there_is_not_found(home, client, page):
    make_organisation("Alder")

    status = client.get(LIST, {"page": page}).status_code

    assert status == (200 if page == "" else 404)


@pytest.mark.parametrize("number", [1, 30])
def test_list_takes_the_same_number_of_queries_for_any_number(
    home, client, django_assert_num_queries, number
):
    for one in range(number):
        make_organisation(
            f"Org {one}",
            models=("worker", "platform"),
            services=("home_care",),
            helps=("training",),
            seeks=("policy",),
        )
    client.get(LIST)

    # The words on offer, what is found, what it answers, the rows.
    with django_assert_num_queries(4):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 30])
def test_narrowed_list_takes_the_same_number_of_queries_for_any_number(
    home, indexed, client, django_assert_num_queries, number
):
    for one in range(number):
        made = make_organisation(
            f"Org {one}", models=("worker",), helps=("training",), nation="england"
        )
        type(made).objects.filter(pk=made.pk).update(latitude=52.06, longitude=1.15)
    indexed()
    cache.clear()
    client.get(LIST)

    # As without words; synonyms, what must be left out, the keys found, and which
    # boards the asker may read; the postcode, and its district.
    with django_assert_num_queries(10):
        found = client.get(
            f"{LIST}?q=org&near=IP1+1AA&model=worker&helps=training&nation=england"
        )
    assert found.context["page"].paginator.count == number


def test_list_puts_care_providers_before_those_who_work_with_them(home, client):
    make_organisation("Alder", kind="funder")
    make_organisation("Birch", kind="care_provider")

    assert names(client.get(LIST)) == ["Birch", "Alder"]
