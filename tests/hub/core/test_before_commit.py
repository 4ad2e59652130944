"""Work before the commit: in the same transaction, once, and only when it commits."""

from contextlib import suppress

import pytest
from django.db import connection, connections, transaction

from hub.core.db.before_commit import before_commit
from hub.core.models import Audience

pytestmark = pytest.mark.services


@pytest.fixture(params=["own_database", "db"], ids=["commits", "in a test"])
def database(request):
    """A database that commits, and the usual one, whose tests never do."""
    request.getfixturevalue(request.param)


class Work:
    """Notes what it was called with, and which keys were in the table then."""

    def __init__(self, error: type[Exception] | None = None) -> None:
        self.calls: list[list] = []
        self.error = error

    def __call__(self, things: list) -> None:
        self.calls.append(things)
        if self.error:
            raise self.error
        Audience.objects.create(key=f"written-{len(self.calls)}", label="Written")


def written() -> int:
    return Audience.objects.filter(label="Written").count()


def test_work_is_done_once_at_the_end_of_the_outermost_block(database):
    work = Work()
    with transaction.atomic():
        with transaction.atomic():
            before_commit(work, ["a", "b"])
        before_commit(work, ["b", "c"])
        assert work.calls == []
    assert work.calls == [["a", "b", "c"]]
    assert written() == 1


def test_work_without_a_transaction_is_done_now(database):
    work = Work()
    before_commit(work, ["a"])
    before_commit(work, [])
    assert work.calls == [["a"]]


def test_work_of_a_transaction_rolled_back_is_not_done(database):
    work = Work()
    with suppress(ZeroDivisionError), transaction.atomic():
        before_commit(work, ["a"])
        raise ZeroDivisionError
    with transaction.atomic():
        pass
    assert work.calls == []


def test_work_outlives_the_rollback_of_a_block_within(database):
    work = Work()
    with transaction.atomic():
        before_commit(work, ["a"])
        with suppress(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
    assert work.calls == [["a"]]


def test_work_asked_for_by_work_is_done_too(database):
    later = Work()

    def first(things: list) -> None:
        before_commit(later, things)

    with transaction.atomic():
        before_commit(first, ["a"])
    assert later.calls == [["a"]]


def test_work_that_fails_undoes_the_whole_transaction(own_database):
    with suppress(ZeroDivisionError), transaction.atomic():
        Audience.objects.create(key="changed", label="Changed")
        before_commit(Work(error=ZeroDivisionError), ["a"])
    assert not Audience.objects.filter(key="changed").exists()
    with transaction.atomic():
        Audience.objects.create(key="next", label="Next")
    assert Audience.objects.filter(key="next").exists()


def test_work_may_ask_to_be_told_after_the_commit(own_database):
    told = []

    def work(things: list) -> None:
        with transaction.atomic():
            transaction.on_commit(lambda: told.append(written()))

    with transaction.atomic():
        before_commit(work, ["a"])
        Audience.objects.create(key="written", label="Written")
    assert told == [1]


def test_block_of_one_work_does_not_end_the_transaction_of_the_next(own_database):
    later, is_open = Work(), []

    def first(things: list) -> None:
        with transaction.atomic():
            pass
        is_open.append(not connection.get_autocommit())

    def second(things: list) -> None:
        with transaction.atomic():
            later(things)

    with transaction.atomic():
        before_commit(first, ["a"])
        before_commit(second, ["b"])
    assert (is_open, later.calls, written()) == ([True], [["b"]], 1)


def test_work_of_a_connection_that_is_lost_is_not_done_by_the_next(own_database):
    work = Work()
    lost = connections.create_connection("default")
    lost.settings_dict = connection.settings_dict
    lost.waiting[work] = {"a": None}
    lost.connect()
    lost.set_autocommit(False)
    lost.commit()
    lost.close()
    assert work.calls == []
