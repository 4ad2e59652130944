"""Values kept while nothing is written: read once, and never older than the database."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from hub.accounts.models import User
from hub.core.page_cache import KeptValues, middleware, values

pytestmark = pytest.mark.services


@pytest.fixture
def person(own_database, settings) -> User:
    settings.PAGE_CACHE_SECONDS = 60
    return User.objects.create_user("mo@example.org", display_name="Mo Member")


@pytest.fixture
def still(monkeypatch):
    """A database that nobody writes to: PostgreSQL's stamp is that of the whole server."""
    if connection.vendor == "postgresql":
        monkeypatch.setattr(middleware, "stamp_now", lambda: "still")


class Names:
    """Names of people, as the database has them; it counts how often it was read."""

    def __init__(self, most: int = 10) -> None:
        self.kept: KeptValues[int, str] = KeptValues(most)
        self.reads: list[list[int]] = []

    def of(self, *keys: int) -> dict[int, str]:
        return self.kept.all_of(keys, self._read)

    def _read(self, keys) -> dict[int, str]:
        self.reads.append(list(keys))
        found = dict(User.objects.filter(pk__in=keys).values_list("pk", "display_name"))
        return {key: found.get(key, "nobody") for key in keys}


@contextmanager
def answering(method: str = "get"):
    """Be within a request, as a view is."""
    request = getattr(RequestFactory(), method)("/")
    request.COOKIES["sessionid"] = "of-a-member"
    inside = []

    def answer(request) -> HttpResponse:
        inside.append(values.reading.get())
        return HttpResponse()

    middleware.PageCacheMiddleware(answer)(request)
    before = values.reading.set(inside[0])
    try:
        yield
    finally:
        values.reading.reset(before)


def ask(names: Names, *keys: int, method: str = "get") -> dict[int, str]:
    with answering(method):
        return names.of(*keys)


def test_value_is_read_once_while_nothing_is_written(person, still):
    names = Names()
    for _ in range(3):
        assert ask(names, person.pk) == {person.pk: "Mo Member"}
    assert names.reads == [[person.pk]]


def test_only_what_is_not_kept_is_read(person, still):
    names = Names()
    ask(names, person.pk)
    assert ask(names, person.pk, 0) == {person.pk: "Mo Member", 0: "nobody"}
    assert names.reads == [[person.pk], [0]]


def test_value_is_new_with_the_request_after_a_commit(person):
    names = Names()
    ask(names, person.pk)
    User.objects.update(display_name="Mo Renamed")
    assert ask(names, person.pk) == {person.pk: "Mo Renamed"}


def test_value_read_late_in_an_old_request_is_not_taken_for_a_new_one(person):
    """Its stamp is older than what it read, so that nobody else is given it."""
    names = Names()
    with answering():
        values.reading.get().stamp()
        User.objects.update(display_name="Mo Meanwhile")
        assert names.of(person.pk) == {person.pk: "Mo Meanwhile"}
    User.objects.update(display_name="Mo At Last")
    assert ask(names, person.pk) == {person.pk: "Mo At Last"}


def test_value_is_not_kept_by_what_writes(person, still):
    names = Names()
    for _ in range(2):
        ask(names, person.pk, method="post")
    assert names.reads == [[person.pk]] * 2


def test_value_is_not_kept_outside_a_request(person):
    names = Names()
    for _ in range(2):
        names.of(person.pk)
    assert names.reads == [[person.pk]] * 2


def test_value_is_not_kept_within_a_transaction(person):
    """What it shows may never be committed."""
    names = Names()
    with transaction.atomic():
        User.objects.update(display_name="Mo Undone")
        assert ask(names, person.pk) == {person.pk: "Mo Undone"}
        transaction.set_rollback(True)
    assert ask(names, person.pk) == {person.pk: "Mo Member"}


def test_value_read_in_a_transaction_of_a_request_is_not_kept(person, still):
    """The request had its stamp before it began to write."""
    names = Names()
    with answering():
        names.of(0)
        with transaction.atomic():
            User.objects.update(display_name="Mo Undone")
            assert names.of(person.pk) == {person.pk: "Mo Undone"}
            transaction.set_rollback(True)
        assert names.of(person.pk) == {person.pk: "Mo Member"}
    assert ask(names, person.pk) == {person.pk: "Mo Member"}


def test_value_is_not_kept_where_nothing_is(person, still, settings):
    settings.PAGE_CACHE_SECONDS = 0
    names = Names()
    for _ in range(2):
        ask(names, person.pk)
    assert names.reads == [[person.pk]] * 2


def test_value_is_read_anew_when_its_time_is_over(person, still, monkeypatch):
    names, now = Names(), [100.0]
    monkeypatch.setattr(values.time, "monotonic", lambda: now[0])
    ask(names, person.pk)
    now[0] += 59
    ask(names, person.pk)
    assert len(names.reads) == 1
    now[0] += 2
    ask(names, person.pk)
    assert len(names.reads) == 2


def test_no_more_values_are_kept_than_there_is_room_for(person, still):
    names = Names(most=3)
    for key in range(10):
        ask(names, -key)
    assert len(names.kept._values) <= 3
    assert ask(names, person.pk) == {person.pk: "Mo Member"}


def test_asking_for_nothing_reads_nothing(person):
    names = Names()
    assert ask(names) == {}
    assert names.of() == {}
    assert names.reads == []
