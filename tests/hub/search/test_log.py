"""What is counted of a search, what is not, and that it costs the searcher nothing."""

import datetime as dt
import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.search import log, log_store
from hub.search.answers import Results
from hub.search.log_store import KEPT_DAYS, Counted
from hub.search.queries import read_question

TODAY = dt.date(2026, 11, 23)

pytestmark = pytest.mark.services


@pytest.fixture(autouse=True)
def no_cache_from_before():
    from django.core.cache import cache

    cache.clear()


def recorded(days: int = KEPT_DAYS) -> list[Counted]:
    return log_store.totals(days=days, until=timezone.localdate())


def ask(typed: str, *, address: str = "", found: int = 1, **headers: str) -> None:
    """Search as a browser would: `address` is what stands after the question mark."""
    request = RequestFactory().get(f"/search/?{address or f'q={typed}'}")
    request.META.update(headers)
    log.record(Results(read_question(typed, ()), reach=found), request)


def test_searches_of_the_same_words_count_as_one_row():
    ask("Worker  Buyout")
    ask("worker buyout", found=0)
    assert recorded() == [Counted("worker buyout", 2, 1, 0)]


@pytest.mark.parametrize(
    "typed",
    [
        "ada@example.org",
        "01473123456",
        "020 7946 0958",
        "NHS 943-476-5919",
        f"{'rota ' * 30} ada@example.org",
    ],
)
def test_words_that_may_name_a_person_are_not_kept(typed):
    ask(typed)
    assert recorded() == []


@pytest.mark.parametrize("typed", ["Care Act 2014", "36 teams", "Law 381/91 of 1991"])
def test_words_with_an_ordinary_number_are_kept(typed):
    ask(typed)
    assert [row.words for row in recorded()] == [typed.lower()]


def test_long_words_are_cut():
    ask("rota " * 30)
    assert [len(row.words) for row in recorded()] == [79]


def test_nothing_asked_is_not_counted():
    ask("   ")
    assert recorded() == []


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("q=rotas&page=2", {}),
        ("q=rotas&kind=guide", {"HTTP_REFERER": "http://testserver/search/?q=rotas"}),
        ("q=rotas", {"HTTP_REFERER": "http://testserver/search/?q=Rotas&kind=guide"}),
        # Out of nowhere with filters on: a link that was kept, or a robot.
        ("q=rotas&kind=guide", {}),
        ("q=rotas", {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Somebot/2.1)"}),
        ("q=rotas", {"HTTP_SEC_PURPOSE": "prefetch"}),
    ],
)
def test_going_on_with_a_search_and_robots_are_not_counted(address, headers):
    ask("rotas", address=address, **headers)
    assert recorded() == []


@pytest.mark.parametrize(
    ("address", "came_from"),
    [
        ("q=rotas", "http://testserver/search/?q=surplus"),
        ("q=rotas&kind=guide", "http://testserver/guides/"),
        ("q=rotas&page=1", "http://testserver/"),
    ],
)
def test_another_question_is_counted_wherever_it_comes_from(address, came_from):
    ask("rotas", address=address, HTTP_REFERER=came_from)
    assert [row.asked for row in recorded()] == [1]


def test_following_counts_no_more_often_than_was_searched():
    ask("rotas")
    log.record_followed("Rotas")
    log.record_followed("rotas")
    log.record_followed("never asked")
    assert recorded() == [Counted("rotas", 1, 0, 1)]


def test_following_after_midnight_counts_for_the_day_before_and_no_longer():
    log_store.count_search("rotas", day=TODAY, found_something=True)
    log_store.count_search("surplus", day=TODAY, found_something=True)
    log_store.count_followed("rotas", day=TODAY + dt.timedelta(days=1))
    log_store.count_followed("surplus", day=TODAY + dt.timedelta(days=2))
    found = log_store.totals(days=7, until=TODAY)
    assert {row.words: row.followed for row in found} == {"rotas": 1, "surplus": 0}


def test_following_beyond_the_limit_of_a_minute_is_dropped(monkeypatch):
    monkeypatch.setattr(log, "_FOLLOWED_A_MINUTE", 2)
    for _ in range(5):
        ask("rotas")
    for _ in range(5):
        log.record_followed("rotas")
    assert recorded()[0].followed == 2


def test_days_beyond_ninety_are_forgotten_by_the_next_search():
    log_store.count_search("old", day=TODAY, found_something=True)
    day = TODAY + dt.timedelta(days=KEPT_DAYS)
    log_store.count_search("new", day=day - dt.timedelta(days=1), found_something=True)
    assert len(log_store.totals(days=500, until=TODAY)) == 2
    log_store.count_search("new", day=day, found_something=True)
    # Asked as of the first day, so that nothing but forgetting could take it out.
    assert [row.words for row in log_store.totals(days=500, until=TODAY)] == ["new"]


def test_days_beyond_ninety_are_forgotten_by_the_timer_too(db):
    old = timezone.localdate() - dt.timedelta(days=KEPT_DAYS)
    log_store.count_search("old", day=old, found_something=True)
    call_command("send_search_alerts", verbosity=0)
    assert log_store.totals(days=500, until=old) == []


def test_what_is_forgotten_does_not_stay_in_the_file(own_index):
    log_store.count_search("a private matter", day=TODAY, found_something=True)
    later = TODAY + dt.timedelta(days=KEPT_DAYS)
    log_store.count_search("rotas", day=later, found_something=True)
    with sqlite3.connect(own_index.parent / "searches.sqlite3") as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (own_index.parent / "searches.sqlite3").read_bytes()
    assert b"rotas" in content
    assert b"private" not in content


def test_periods_hold_their_days_alone():
    for back in (0, 6, 7, 29, 30):
        day = TODAY - dt.timedelta(days=back)
        log_store.count_search(f"{back} days ago", day=day, found_something=True)
    assert len(log_store.totals(days=7, until=TODAY)) == 2
    assert len(log_store.totals(days=30, until=TODAY)) == 4


def test_more_questions_than_people_ask_in_a_day_are_not_counted(monkeypatch):
    monkeypatch.setattr(log_store, "MOST_A_DAY", 3)
    for number in range(10):
        ask(f"made up {'abcdefghij'[number]}")
    ask("made up a")
    assert {row.words: row.asked for row in recorded()} == {
        "made up a": 2,
        "made up b": 1,
        "made up c": 1,
    }


def test_busy_file_delays_nobody_and_the_drop_is_logged(own_index, caplog):
    ask("rotas")
    holder = sqlite3.connect(own_index.parent / "searches.sqlite3")
    holder.execute("BEGIN IMMEDIATE")
    before = dt.datetime.now()
    ask("surplus")
    assert dt.datetime.now() - before < dt.timedelta(seconds=1)
    holder.rollback()
    holder.close()
    assert [record.event for record in caplog.records] == ["search.log.dropped"]
    assert "surplus" not in caplog.text
    ask("surplus")
    assert len(recorded()) == 2


def test_damaged_file_is_begun_anew(own_index, caplog):
    (own_index.parent / "searches.sqlite3").write_bytes(b"no database at all" * 100)
    ask("rotas")
    assert [record.event for record in caplog.records] == ["search.log.dropped"]
    ask("rotas")
    assert recorded() == [Counted("rotas", 1, 0, 0)]


def test_file_that_was_deleted_is_made_again(own_index):
    ask("rotas")
    for path in own_index.parent.glob("searches.sqlite3*"):
        path.unlink()
    ask("surplus")
    assert [row.words for row in recorded()] == ["surplus"]


def test_unwritable_directory_costs_the_searcher_nothing(settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path / "not" / "there"
    ask("rotas")
    assert [record.event for record in caplog.records] == ["search.log.dropped"]


def test_many_threads_at_once_lose_no_count(own_index, monkeypatch):
    from concurrent.futures import ThreadPoolExecutor

    monkeypatch.setattr(log_store, "_PATIENCE_SECONDS", 10)

    def count(number: int) -> None:
        log_store.count_search("rotas", day=TODAY, found_something=bool(number % 2))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(200)))
    assert log_store.totals(days=7, until=TODAY) == [Counted("rotas", 200, 100, 0)]


def test_results_page_counts_a_visitors_search_and_sets_no_cookie(put, client):
    put("Rotas")
    answers = [client.get("/search/?q=Rotas"), client.get("/search/?q=tupe")]
    assert not any(answer.cookies for answer in answers)
    assert recorded() == [Counted("rotas", 1, 0, 0), Counted("tupe", 1, 1, 0)]


def test_results_page_counts_without_writing_to_the_content_database(put, client):
    put("Rotas")
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/?q=rotas")
    assert recorded()
    assert [one for one in queries if not one["sql"].startswith("SELECT")] == []


def test_results_page_answers_when_nothing_can_be_counted(put, client, own_index):
    put("Rotas", url="/rotas/")
    (own_index.parent / "searches.sqlite3").mkdir()
    answer = client.get("/search/?q=rotas")
    assert answer.status_code == 200
    assert "/rotas/" in answer.text
