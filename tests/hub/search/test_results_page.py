"""The page at /search/: what it shows, and what it makes of odd addresses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def many(put):
    for number in range(12):
        put(f"Rotas {number}", kind="clause" if number else "guide")


def test_page_without_words_says_what_can_be_looked_for(engine, client):
    page = client.get("/search/")
    assert page.status_code == 200
    assert page.context["results"].question.asks_nothing


def test_page_with_hits_shows_kind_counts_and_pages(many, client):
    page = client.get("/search/", {"q": "rotas", "page": "2"})
    (facet,) = page.context["facets"]
    counts = {option.value: option.count for option in facet.options}
    assert counts == {"guide": 1, "clause": 11}
    assert [hit.kind for hit in page.context["page"]] != []
    assert page.context["results"].total == 12


def test_page_narrowed_to_a_kind_keeps_the_other_counts(many, client):
    page = client.get("/search/", {"q": "rotas", "kind": "guide"})
    (facet,) = page.context["facets"]
    assert page.context["results"].total == 1
    assert {option.value: option.count for option in facet.options} == {
        "guide": 1,
        "clause": 11,
    }
    assert [chip.remove_url for chip in page.context["chips"]] == ["?q=rotas"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?q=rotas&page=0", 404),
        ("?q=rotas&page=-1", 404),
        ("?q=rotas&page=abc", 404),
        ("?q=rotas&page=", 404),
        ("?q=rotas&page=1000000000", 404),
        ("?q=rotas&page=3", 404),
        ("?q=rotas&page=000000001" + "9" * 5_000, 404),
        ("?q=rotas&page=²", 404),
        ("?q=rotas&page=%FF", 400),
        ("?q=rotas&page=%00", 400),
        ("?q=rotas&kind=nonsense", 200),
        ("?q=rotas&kind=%00", 400),
        ("?q=%FF%FE", 400),
        ("?q=%00", 400),
        ("?q=%ED%A0%80", 400),
        ("?q=" + "a" * 10_000, 200),
        ("?q=" + "%22" * 500, 200),
        ("?q=rotas&q=leeds", 200),
        ("?kind=guide", 200),
        ("?" + "kind=guide&" * 200 + "q=rotas", 200),
    ],
)
def test_page_at_an_odd_address_answers_politely(many, client, address, status):
    assert client.get(f"/search/{address}").status_code == status


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_page_asked_for_by_a_writing_method_refuses(engine, client, method):
    assert getattr(client, method)("/search/?q=rotas").status_code == 405


def test_page_asked_for_by_head_answers_without_a_body(many, client):
    page = client.head("/search/?q=rotas")
    assert (page.status_code, page.content) == (200, b"")


def test_markup_in_an_entry_and_in_the_question_shows_as_text(put, client):
    put(
        "<script>alert('title')</script> rotas",
        summary="<img src=x onerror=alert(1)> rotas & leases",
        body="</mark><script>alert('body')</script> rotas",
        where='"><script>alert("where")</script>',
    )
    page = client.get("/search/", {"q": 'rotas "><script>alert(2)</script> script img'})
    text = page.content.decode()
    assert page.context["results"].total == 1
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<mark>rotas</mark>" in text


def test_entities_of_a_stream_show_once_escaped(engine, home, client):
    from hub.home.models import StandardPage
    from hub.search.carrying import bring_up_to_date

    page = StandardPage(title="Supper", slug="supper")
    page.body = [{"type": "text", "value": "<p>Fish &amp; chips</p><p>Peas</p>"}]
    home.add_child(instance=page)
    page.save_revision().publish()
    bring_up_to_date()

    text = client.get("/search/", {"q": "chips"}).content.decode()

    assert "Fish &amp; <mark>chips</mark> Peas" in text


def test_nothing_found_offers_a_way_on(engine, client, put):
    put("Rotas")
    text = client.get("/search/", {"q": "zzzzzz"}).content.decode()
    assert "Nothing found" in text
    assert "/forum/" in text


def test_relaxed_answer_says_so_on_the_page(put, client):
    put("Rotas")
    text = client.get("/search/", {"q": "rotas zzzzzz"}).content.decode()
    assert "Nothing holds all of your words" in text


@pytest.mark.parametrize("number", [1, 30])
def test_query_count_does_not_grow_with_results(
    put, client, number, django_assert_num_queries
):
    for _ in range(number):
        put("Rotas", summary="rotas")
    client.get("/search/", {"q": "rotas"})  # site and its menu are held from here on
    # What the visitor may see; what must be left out; the entries of the page.
    with django_assert_num_queries(3):
        client.get("/search/", {"q": "rotas"})


def test_search_by_a_visitor_writes_nothing_and_sets_no_cookie(put, client):
    put("Rotas")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/search/", {"q": "rotas"})
    said = [query["sql"].split()[0] for query in queries.captured_queries]
    assert set(said) <= {"SELECT"}
    assert not page.cookies
