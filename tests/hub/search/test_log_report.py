"""The report of searches: who sees it, what it shows, and what a browser tells it."""

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from hub.search import log_store

REPORT = "/admin/reports/searches/"


@pytest.fixture
def editor(home, person):
    editor = person("Edith")
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


@pytest.fixture
def counts():
    """Count searches: `counts("rotas", asked=3, nothing=1, followed=2, back=10)`."""

    def count(words, *, asked=1, nothing=0, followed=0, back=0):
        day = timezone.localdate() - dt.timedelta(days=back)
        for number in range(asked):
            found = number >= nothing
            log_store.count_search(words, day=day, found_something=found)
        for _ in range(followed):
            log_store.count_followed(words, day=day)

    return count


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html5lib")


def words_in(page, title: str) -> list[str]:
    heading = page.find("h2", string=title)
    table = page.find("table", attrs={"aria-labelledby": heading["id"]})
    return [cell.get_text(strip=True) for cell in table.select("tbody th")]


def test_report_for_an_editor_shows_what_was_searched_and_where_it_led(
    editor, client_for, counts
):
    counts("rotas", asked=5, followed=3)
    counts("tupe", asked=3, nothing=3)
    counts("surplus", asked=2)
    page = page_of(client_for(editor).get(REPORT))
    assert words_in(page, "Most frequent") == ["rotas", "tupe", "surplus"]
    assert words_in(page, "Without a result") == ["tupe"]
    assert words_in(page, "Results that nobody followed") == ["surplus"]
    for table in page.select("table"):
        assert page.find(id=table["aria-labelledby"]).name == "h2"
        assert {cell["scope"] for cell in table.select("thead th")} == {"col"}


@pytest.mark.parametrize(("days", "seen"), [(7, 1), (30, 2), (90, 3), ("x", 2)])
def test_report_of_a_period_leaves_out_what_came_before(
    days, seen, editor, client_for, counts
):
    for back in (0, 10, 40):
        counts(f"{back} days ago", back=back)
    page = page_of(client_for(editor).get(REPORT, {"days": days}))
    assert len(words_in(page, "Most frequent")) == seen


def test_report_is_refused_to_everybody_else(home, person, client_for, client, counts):
    counts("a hidden matter")
    member = client_for(person("Mia"))
    in_admin = person("Ada")
    group = Group.objects.create(name="Only in the admin")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    in_admin.groups.add(group)
    answers = [
        client.get(REPORT),
        member.get(REPORT),
        client_for(in_admin).get(REPORT),
        client_for(in_admin).get(REPORT, {"export": "csv"}),
    ]
    for answer in answers:
        assert answer.status_code in {302, 403}
        assert b"a hidden matter" not in answer.content
    assert "/reports/searches/" not in client_for(in_admin).get("/admin/").text


def test_report_stands_in_the_menu_once_and_wagtails_own_does_not(editor, client_for):
    menu = client_for(editor).get("/admin/").text
    assert menu.count(REPORT) == 1
    admin = client_for(editor)
    editor.is_superuser = True
    editor.save()
    assert "search-terms" not in admin.get("/admin/").text


def test_report_offers_to_mend_what_is_found_to_those_who_may(
    editor, person, client_for, counts
):
    counts("rotas")
    page = page_of(client_for(editor).get(REPORT))
    links = {link.get("aria-label"): link["href"] for link in page.select("td a")}
    assert links == {
        "Add a synonym for rotas": "/admin/snippets/search/synonym/add/",
        "Promote a result for rotas": "/admin/searchpicks/add/",
    }
    for address in links.values():
        assert client_for(editor).get(address).status_code == 200
    reader = person("Rea")
    group = Group.objects.create(name="Readers of the report")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_searchlog"])
    )
    reader.groups.add(group)
    assert page_of(client_for(reader).get(REPORT)).select("td a") == []


def test_csv_holds_every_row_and_no_formula(editor, client_for, counts):
    counts("rotas", asked=2, nothing=1, followed=1)
    counts('=hyperlink("x")')
    answer = client_for(editor).get(REPORT, {"export": "csv", "days": 7})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows == [
        ["words", "searches", "without a result", "result followed"],
        ["rotas", "2", "1", "1"],
        ['\'=hyperlink("x")', "1", "0", "0"],
    ]


def test_report_shows_markup_in_words_as_words(editor, client_for, counts):
    counts("<b>bold</b>")
    answer = client_for(editor).get(REPORT)
    assert "<b>bold</b>" not in answer.text
    assert words_in(page_of(answer), "Most frequent") == ["<b>bold</b>"]


@pytest.mark.parametrize("rows", [1, 30])
def test_report_asks_the_database_the_same_for_many_rows(
    rows, editor, client_for, counts, django_assert_max_num_queries
):
    for number in range(rows):
        counts(f"words {number}")
    client = client_for(editor)
    client.get(REPORT)
    with django_assert_max_num_queries(12):
        client.get(REPORT)


def test_report_of_an_unreadable_record_says_so(editor, client_for, own_index):
    (own_index.parent / "searches.sqlite3").write_bytes(b"no database" * 500)
    assert "cannot be read just now" in client_for(editor).get(REPORT).text


# --- What the browser tells -----------------------------------------------------------


@pytest.fixture
def tell(client):
    def told(data="q=rotas", content_type="application/x-www-form-urlencoded"):
        return client.post("/search/chosen/", data, content_type=content_type)

    return told


def followed() -> dict[str, int]:
    rows = log_store.totals(days=7, until=timezone.localdate())
    return {row.words: row.followed for row in rows}


def test_telling_that_a_result_was_followed_counts_and_sets_no_cookie(tell, counts):
    # No database is allowed to this test: the content database is not asked either.
    counts("rotas")
    answer = tell()
    assert answer.status_code == 204
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert followed() == {"rotas": 1}


def test_telling_of_words_nobody_searched_for_answers_alike_and_keeps_nothing(
    tell, counts
):
    counts("rotas")
    assert tell("q=a+private+matter").status_code == 204
    assert followed() == {"rotas": 0}


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("q=rotas", "text/plain"),
        ("q=rotas", "multipart/form-data; boundary=x"),
        ("", "application/x-www-form-urlencoded"),
        ("q=rotas&x=" + "x" * 2000, "application/x-www-form-urlencoded"),
    ],
)
def test_telling_in_another_form_or_too_much_is_refused(
    data, content_type, tell, counts
):
    counts("rotas")
    assert tell(data, content_type).status_code == 400
    assert followed() == {"rotas": 0}


def test_telling_is_a_post_alone(client):
    assert client.get("/search/chosen/?q=rotas").status_code == 405
