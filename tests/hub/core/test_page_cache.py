"""Pages kept for visitors: the same for all of them, and never older than the database."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from hub.accounts.models import User
from hub.core.page_cache import keeping, middleware
from hub.home.models import HomePage
from tests.factories import guidance as guides
from tests.factories.site import make_home

pytestmark = pytest.mark.services

ADDRESS = "/guides/starting-a-care-co-op/"


@pytest.fixture(autouse=True)
def pages(settings, monkeypatch) -> keeping.KeptPages:
    """Keep pages, from none on."""
    settings.PAGE_CACHE_SECONDS = 60
    kept = keeping.KeptPages()
    monkeypatch.setattr(middleware, "PAGES", kept)
    return kept


@pytest.fixture
def guide(own_database):
    cache.clear()
    return guides.make_guide(guides.make_guides(make_home()))


@pytest.fixture
def still(monkeypatch):
    """A database that nobody writes to meanwhile.

    PostgreSQL's stamp is that of all databases on the server, and other tests use some.
    """
    if connection.vendor == "postgresql":
        monkeypatch.setattr(middleware, "stamp_now", lambda: "still")


@contextmanager
def other_connection():
    """A connection that this process's own knows nothing of."""
    own = connections.create_connection("default")
    own.settings_dict = connection.settings_dict
    try:
        yield own
    finally:
        own.close()


def words(client=None, address=ADDRESS, **headers) -> str:
    response = (client or Client()).get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def queries(client=None, address=ADDRESS, **headers) -> int:
    with CaptureQueriesContext(connection) as asked:
        words(client, address, **headers)
    return sum("pg_current_snapshot" not in one["sql"] for one in asked)


def test_second_visitor_gets_the_same_page_without_a_query(guide, still):
    first = Client().get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        second = Client().get(ADDRESS)
    assert [one for one in asked if "pg_current_snapshot" not in one["sql"]] == []
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert "Content-Security-Policy" in second
    assert not second.cookies


def test_page_is_new_once_anything_is_committed(guide):
    assert "About Starting" in words()
    guide.title = "Begun anew"
    guide.save_revision().publish()
    assert "Begun anew" in words()


def test_page_is_new_after_a_statement_by_another_connection(guide):
    assert "Begun by hand" not in words()
    with other_connection() as other, other.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET title = 'Begun by hand' WHERE id = %s",
            [guide.pk],
        )
    assert "Begun by hand" in words()


def test_what_is_not_committed_yet_is_shown_once_it_is(guide):
    with other_connection() as other, other.cursor() as cursor:
        other.set_autocommit(False)
        cursor.execute(
            "UPDATE wagtailcore_page SET title = 'In the making' WHERE id = %s",
            [guide.pk],
        )
        assert "In the making" not in words()
        assert "In the making" not in words()
        other.commit()
    assert "In the making" in words()


def test_what_is_committed_while_a_page_is_drawn_is_not_lost(guide, monkeypatch):
    drawn = HomePage.serve

    def commit_meanwhile(self, request, *args, **kwargs):
        response = drawn(self, request, *args, **kwargs).render()
        HomePage.objects.update(heading="Written meanwhile")
        return response

    monkeypatch.setattr(HomePage, "serve", commit_meanwhile)
    assert "Written meanwhile" not in words(address="/")
    monkeypatch.setattr(HomePage, "serve", drawn)
    assert "Written meanwhile" in words(address="/")


def test_page_that_is_closed_is_not_sent_from_what_is_kept(guide):
    words()
    PageViewRestriction.objects.create(
        page=guide.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    assert Client().get(ADDRESS).status_code == 404


def test_page_of_a_member_is_neither_kept_nor_taken_from_there(guide):
    person = User.objects.create_user("ada@example.org", display_name="Ada Member")
    member = Client()
    member.force_login(person)
    assert "Ada Member" in words(member)
    assert "Ada Member" not in words()
    assert "Ada Member" in words(member)


def test_page_with_a_form_is_drawn_for_each_visitor(guide):
    tokens = {Client().get("/accounts/login/").cookies["csrftoken"].value}
    tokens |= {Client().get("/accounts/login/").cookies["csrftoken"].value}
    assert len(tokens) == 2


def test_visitor_with_the_cookie_of_a_form_gets_what_is_kept(guide, still):
    visitor = Client()
    visitor.get("/accounts/login/")
    words()
    assert queries(visitor) == 0


def test_visitor_with_a_session_is_passed_by(guide, still):
    words()
    visitor = Client()
    visitor.session.save()
    visitor.cookies["sessionid"] = "anything"
    assert queries(visitor) > 0


def test_part_of_a_page_is_not_sent_for_the_whole(guide, still):
    words()
    assert queries(**{"hx-request": "true"}) > 0


def test_each_host_and_question_has_its_own_page(guide, still, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    words()
    assert queries(address=f"{ADDRESS}?q=1") > 0
    assert queries(host="other.example") > 0
    assert queries(host="other.example") == 0


def test_refusal_is_not_kept(guide, pages):
    for _ in range(2):
        assert Client().get("/nothing-here/").status_code == 404
    assert not pages._pages


def test_nothing_is_kept_when_it_is_switched_off(guide, still, settings):
    settings.PAGE_CACHE_SECONDS = 0
    words()
    assert queries() > 0


def test_page_is_drawn_anew_after_its_time(guide, still, monkeypatch):
    words()
    now = keeping.time.monotonic()
    monkeypatch.setattr(keeping.time, "monotonic", lambda: now + 59)
    assert queries() == 0
    monkeypatch.setattr(keeping.time, "monotonic", lambda: now + 61)
    assert queries() > 0


def test_nothing_is_kept_inside_a_transaction(db):
    """The stamp tells nothing of what the open transaction itself has written."""
    make_home()
    with transaction.atomic():
        words(address="/")
    assert queries(address="/") > 0


def page(letter: str, size: int = 1_000) -> keeping.KeptPage:
    content = letter.encode() * size
    return keeping.KeptPage(content, (), keeping.time.monotonic() + 60, ())


def test_least_read_page_gives_way_when_there_is_no_room():
    kept = keeping.KeptPages(room=2 * page("x").size)
    for letter in "ab":
        kept.put(1, letter, page(letter))
    assert kept.get(1, "a")
    kept.put(1, "c", page("c"))
    assert [bool(kept.get(1, letter)) for letter in "abc"] == [True, False, True]


def test_page_that_is_put_twice_takes_its_room_once():
    kept = keeping.KeptPages(room=2 * page("x").size)
    kept.put(1, "a", page("a"))
    for _ in range(5):
        kept.put(1, "b", page("b"))
    assert kept.get(1, "a")
    assert kept.get(1, "b")


def test_pages_of_another_stamp_are_gone():
    kept = keeping.KeptPages()
    kept.put(1, "a", page("a"))
    kept.put(2, "b", page("b"))
    assert kept.get(1, "a") is None
    assert kept.get(2, "a") is None
    assert kept.get(2, "b")
