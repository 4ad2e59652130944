"""Prepared queries: they answer as the queryset does, whatever numbers are asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.test.utils import CaptureQueriesContext

from hub.accounts.models import User
from hub.core.db import prepared as prepared_queries
from hub.core.db.prepared import NotPreparable, Prepared
from hub.directory.models import Organisation
from hub.members.models import Membership, Profile
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.services


@pytest.fixture
def people(person) -> list[User]:
    found = [person(f"Person {number}") for number in range(4)]
    acting = make_organisation("Alder Co-op")
    for one in found[:2]:
        Profile.objects.create(user=one, slug=f"p{one.pk}", organisation=acting)
    Membership.objects.create(user=found[0], organisation=acting)
    return found


def with_all_kinds(key: int, other: int):
    acting = Membership.objects.filter(user=OuterRef("pk")).order_by()
    number = acting.values("user").annotate(number=Count("pk")).values("number")
    return (
        User.objects.select_related("profile")
        .annotate(
            number=Subquery(number),
            acts=Exists(acting),
            is_other=Q(pk=other),
            organisation_name=F("profile__organisation__name"),
        )
        .filter(Q(pk=key) | Q(pk=other))
        .order_by("pk")
    )


def state(user: User) -> tuple:
    profile = getattr(user, "profile", None)
    own = {key: value for key, value in vars(user).items() if key != "_state"}
    return own, profile and profile.slug, user._state.db


def test_prepared_rows_are_those_of_the_queryset(people):
    prepared = Prepared(with_all_kinds, numbers=2)
    for one in people:
        for other in people:
            asked = prepared.of(one.pk, other.pk)[:]
            expected = list(with_all_kinds(one.pk, other.pk))
            assert [state(row) for row in asked] == [state(row) for row in expected]
            assert len(asked) == 1 + (one != other)


def test_prepared_rows_cost_one_query_with_what_belongs_to_them(people):
    prepared = Prepared(with_all_kinds, numbers=2)
    prepared.of(1, 2)[:]
    with CaptureQueriesContext(connection) as asked:
        rows = prepared.of(people[0].pk, people[1].pk)[:]
        assert [row.profile.slug for row in rows]
    assert len(asked) == 1


def test_nothing_is_asked_before_it_is_needed(people):
    prepared = Prepared(with_all_kinds, numbers=2)
    with CaptureQueriesContext(connection) as asked:
        prepared.of(1, 2)
    assert not asked


def test_parts_of_the_rows_are_taken_as_from_a_queryset(people):
    prepared = Prepared(
        lambda least: User.objects.filter(pk__gte=least).order_by("pk"), numbers=1
    )
    least, plain = people[0].pk, User.objects.filter(pk__gte=people[0].pk)
    for part in (slice(0, 2), slice(2, 4), slice(3, 9), slice(0, 0), slice(None)):
        assert prepared.of(least)[part] == list(plain.order_by("pk")[part])
    assert prepared.of(least).first() == people[0]
    assert prepared.of(people[-1].pk + 1).first() is None


def test_parts_are_remembered_up_to_a_limit(people, monkeypatch):
    monkeypatch.setattr(prepared_queries, "_MOST_PARTS", 3)
    prepared = Prepared(
        lambda least: User.objects.filter(pk__gte=least).order_by("pk"), numbers=1
    )
    for _ in range(2):
        found = [
            row for start in range(4) for row in prepared.of(people[0].pk)[start:][:1]
        ]
        assert found == people
    assert len(prepared._ways) <= 3


def test_several_keys_are_asked_in_any_order(people):
    prepared = Prepared(
        lambda *keys: User.objects.filter(pk__in=keys).order_by("pk"), numbers=3
    )
    keys = [people[2].pk, people[0].pk, 0]
    assert prepared.of(*keys)[:] == [people[0], people[2]]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40])
def test_number_that_no_column_holds_finds_nothing(people, number):
    prepared = Prepared(with_all_kinds, numbers=2)
    assert prepared.of(people[0].pk, number)[:] == []


def test_wrong_number_of_numbers_is_refused():
    with pytest.raises(TypeError):
        Prepared(with_all_kinds, numbers=2).of(1)


def by_half(key: int):
    return User.objects.filter(pk=key // 2)


def by_none(key: int):
    return User.objects.order_by("pk")


def with_others(key: int):
    return User.objects.filter(pk=key).prefetch_related("memberships")


def columns(key: int):
    return User.objects.filter(pk=key).values_list("display_name", "pk")


def as_text(key: int):
    return Organisation.objects.filter(slug=str(key))


@pytest.mark.parametrize("make", [by_half, by_none, as_text, with_others, columns])
def test_query_that_its_numbers_do_not_say_all_of_is_refused(make):
    """It would be asked with the number of whoever came first, or lose what is beside."""
    with pytest.raises(NotPreparable):
        Prepared(make, numbers=1).of(7)[:]


def test_threads_ask_at_the_same_time_and_get_their_own(own_rows):
    prepared = Prepared(lambda key: User.objects.filter(pk=key), numbers=1)
    settings = connection.settings_dict

    def ask(key: int) -> bool:
        connections["default"] = connections.create_connection("default")
        connections["default"].settings_dict = settings
        try:
            return all(
                [row.pk for row in prepared.of(key)[:]] == [key] for _ in range(30)
            )
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(ask, own_rows * 6))


@pytest.fixture
def own_rows(own_database) -> list[int]:
    return [User.objects.create_user(f"p{one}@example.org").pk for one in range(4)]
