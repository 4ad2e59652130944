"""The page at /search/: what it shows, and what it makes of odd addresses."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe

from hub.search import views
from hub.search.answers import Hit, Results
from hub.search.queries import read_question
from tests.hub.search.engines import with_files


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
    facet = page.context["facets"][0]
    counts = {option.value: option.count for option in facet.options}
    assert counts == {"guide": 1, "clause": 11}
    assert [hit.kind for hit in page.context["page"]] != []
    assert page.context["results"].total == 12


def test_page_narrowed_to_a_kind_keeps_the_other_counts(many, client):
    page = client.get("/search/", {"q": "rotas", "kind": "guide"})
    facet = page.context["facets"][0]
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


def test_relaxed_answer_says_so_on_the_page(put, client):
    put("Rotas")
    text = client.get("/search/", {"q": "rotas zzzzzz"}).content.decode()
    assert "Nothing holds all of your words" in text


def test_answer_that_is_partly_relaxed_says_how_many_hold_every_word(put, client):
    put("Rotas in Leeds")
    put("Rotas")
    text = client.get("/search/", {"q": "rotas leeds"}).content.decode()
    assert "Only 1 thing holds all of your words" in text


@pytest.mark.parametrize("number", [1, 30])
@with_files
def test_query_count_does_not_grow_with_results(
    put, client, number, django_assert_num_queries
):
    for _ in range(number):
        put("Rotas", summary="rotas")
    client.get("/search/", {"q": "rotas"})  # site and its menu are held from here on
    # What the visitor may see; the synonyms; what must be left out; what editors
    # promote; the entries of the page. Neither kinds nor years are named in a table.
    with django_assert_num_queries(5):
        client.get("/search/", {"q": "rotas"})


def test_search_by_a_visitor_writes_nothing_and_sets_no_cookie(put, client):
    put("Rotas")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/search/", {"q": "rotas"})
    said = [query["sql"].split()[0] for query in queries.captured_queries]
    assert set(said) <= {"SELECT"}
    assert not page.cookies


def hit(title: str, **fields: object) -> Hit:
    values = {
        "kind": "guide",
        "kind_label": "Guide",
        "title": mark_safe(title),
        "snippet": mark_safe(""),
        "url": f"/{title}/",
        "where": "Guides",
        "changed_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
    }
    return Hit(**(values | fields))


@pytest.fixture
def answered(monkeypatch):
    """Let the search answer every question with these results."""

    def answer(typed: str = "rotas", **fields: object) -> None:
        results = Results(question=read_question(typed, ()), **fields)
        monkeypatch.setattr(views, "search", lambda *_, **__: results)

    return answer


def test_result_tells_where_it_stands_its_facts_and_its_date(answered, client, db):
    facts = ("11 replies", "Answered")
    answered(hits=[hit("One", facts=facts)], total=1, reach=1)
    page = BeautifulSoup(client.get("/search/?q=rotas").content, "html5lib")
    line = [part.text for part in page.select(".result__where > *")]
    assert line == ["Guides", "11 replies", "Answered", "1 November 2026"]


def test_result_elsewhere_has_no_date(answered, client, db):
    answered(best_bets=[hit("Elsewhere", changed_at=None, where="example.org")])
    page = BeautifulSoup(client.get("/search/?q=rotas").content, "html5lib")
    assert [part.text for part in page.select(".result__where > *")] == ["example.org"]


def test_page_whose_only_result_editors_chose_says_nothing_of_filters(
    answered, client, db
):
    answered(best_bets=[hit("Chosen")], total=1, reach=1)
    text = client.get("/search/?q=rotas").content.decode()
    assert "1 result" in text
    assert "Nothing fits" not in text


def test_best_bets_stand_above_the_results_of_the_first_page(answered, client, db):
    answered(hits=[hit("Found")], best_bets=[hit("Chosen")], total=30, reach=30)
    first = BeautifulSoup(client.get("/search/?q=rotas").content, "html5lib")
    second = client.get("/search/?q=rotas&page=2").content.decode()
    titles = [title.text for title in first.select(".result__title")]
    assert titles == ["Chosen", "Found"]
    assert first.select_one(".best-bets h2").text == "Chosen by editors"
    assert "Chosen by editors" not in second


def test_best_bets_show_where_nothing_else_is_found(answered, client, db):
    answered(best_bets=[hit("Chosen")])
    text = client.get("/search/?q=rotas").content.decode()
    assert "Chosen by editors" in text
    assert "Nothing found" in text


@pytest.mark.parametrize("total", [0, 1])
def test_other_spelling_is_a_link_that_keeps_the_filters(answered, client, db, total):
    answered("roats", did_you_mean="rotas", total=total, reach=total)
    page = client.get("/search/?q=roats&kind=guide&page=1")
    link = BeautifulSoup(page.content, "html5lib").select_one(".did-you-mean a")
    assert (link["href"], link.text) == ("?q=rotas&kind=guide", "rotas")


def test_page_without_another_spelling_offers_none(answered, client, db):
    answered(hits=[hit("One")], total=1, reach=1)
    assert "Did you mean" not in client.get("/search/?q=rotas").content.decode()


def test_answer_of_the_table_says_that_the_search_is_being_mended(answered, client, db):
    answered(hits=[hit("One")], total=1, reach=1, is_degraded=True)
    text = client.get("/search/?q=rotas").content.decode()
    assert "The search is being mended" in text
    assert "best match first" not in text


@pytest.mark.parametrize("address", ["http://[/x", "http://[::1/search/?q=rotas", "%"])
def test_page_that_is_said_to_be_come_to_from_nowhere_answers(put, client, address):
    put("Rotas \uff9e")
    page = client.get("/search/", {"q": "rotas \uff9e"}, headers={"referer": address})
    assert page.status_code == 200
