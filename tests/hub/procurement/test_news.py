"""Members hear of new wordings of clauses: those who chose to, and who may read them."""

import pytest
from wagtail.models import PageViewRestriction

from hub.accounts.models import User
from hub.notify.models import Letter, Notification, Preference
from hub.notify.reading import still_readable
from hub.procurement.models import ClausePage
from tests.factories.procurement import make_clause, make_procurement


@pytest.fixture
def shelf(home):
    return make_procurement(home)[0]


@pytest.fixture
def reader(person):
    reader = person("Rea")
    Preference.objects.create(person=reader, kind="clause-updates", way="site")
    return reader


def publish(clause: ClausePage, **changes: object) -> None:
    for field, value in changes.items():
        setattr(clause, field, value)
    clause.save_revision().publish()


def told(user) -> list[tuple[str, str]]:
    return list(user.notifications.order_by("pk").values_list("title", "text"))


def test_new_clause_and_each_new_version_are_told_once(shelf, reader):
    clause = make_clause(shelf, "Fair pay", version="1.0")
    publish(clause, summary="Other words about it.")
    new = {"wording": "1. Pay more.", "version": "1.1", "version_note": "Pays more."}
    publish(clause, **new)
    publish(clause)
    assert told(reader) == [
        ("New model clause: Fair pay", "First draft."),
        ("Version 1.1: Fair pay", "Pays more."),
    ]
    assert reader.notifications.first().url.endswith("/clauses/fair-pay/")


def test_nobody_is_told_who_did_not_choose_it(shelf, person, reader):
    person("Una")
    no = person("Nora")
    Preference.objects.create(person=no, kind="clause-updates", way="none")
    other = person("Otto")
    Preference.objects.create(person=other, kind="introductions", way="at_once")
    Preference.objects.create(person=other, kind="clause-updates", way="none")
    gone = person("Gone", is_active=False)
    Preference.objects.create(person=gone, kind="clause-updates", way="site")
    make_clause(shelf)
    assert set(Notification.objects.values_list("person", flat=True)) == {reader.pk}


def test_draft_is_told_to_nobody(shelf, reader):
    clause = make_clause(shelf, live=False)
    clause.save_revision()
    assert told(reader) == []


def test_clause_behind_a_group_is_told_to_nobody(shelf, reader):
    PageViewRestriction.objects.create(
        page=shelf, restriction_type=PageViewRestriction.GROUPS
    )
    make_clause(shelf, "Secret pay")
    assert told(reader) == []


def test_what_is_hidden_later_is_not_read_any_more(shelf, reader):
    clause = make_clause(shelf)
    assert len(still_readable(reader, reader.notifications.all())) == 1
    clause.unpublish()
    assert still_readable(reader, reader.notifications.all()) == []
    clause.delete()
    assert still_readable(reader, reader.notifications.all()) == []


@pytest.mark.parametrize("number", [1, 30])
def test_publishing_asks_the_database_the_same_for_many_readers(
    number, shelf, django_assert_max_num_queries
):
    from hub.procurement.news import tell_of_version

    clause = make_clause(shelf)
    people = User.objects.bulk_create(
        User(email=f"m{index}@example.org", approved_at=clause.first_published_at)
        for index in range(number)
    )
    Preference.objects.bulk_create(
        Preference(person=one, kind="clause-updates", way="at_once") for one in people
    )
    version = clause.versions.get()
    with django_assert_max_num_queries(15):
        tell_of_version(version)
    assert Notification.objects.count() == number
    assert Letter.objects.count() == number
