"""The list of what is due: which pages, why, and for whom."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from tests.factories.accounts import make_staff
from tests.factories.guidance import make_guide, make_guides
from tests.factories.procurement import make_clause, make_provision, make_route

REPORT = "/admin/reports/due/"
LONG_AGO = dt.date(2026, 1, 1)


@pytest.fixture
def editor(home):
    GroupPagePermission.objects.get_or_create(
        group=Group.objects.get(name="Editors"),
        page=home,
        permission=Permission.objects.get(codename="change_page"),
    )
    return make_staff("Edith", "Editors")


def rest(page, provision, **fields):
    page.provisions = [provision]
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def words(client) -> str:
    answer = client.get(REPORT)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_report_lists_each_page_with_every_reason(client_for, editor, shelves, home):
    changed = make_provision(state="amended", changed_on=LONG_AGO)
    rest(make_clause(shelves[0], "Travel", status="current"), changed)
    rest(make_route(shelves[1], "Grants"), changed, review_due_date=LONG_AGO)
    make_guide(make_guides(home), "Starting", review_due_date=LONG_AGO)

    shown = words(client_for(editor))

    assert "Procurement Act 2023, act-s1 is amended." in shown
    for title in ("Travel", "Grants", "Starting"):
        assert f">{title}</a>" in shown
    assert shown.count("Its review was due on 1 January 2026.") == 2


def test_report_leaves_out_what_is_in_order(client_for, editor, shelves):
    changed = make_provision(state="amended", changed_on=LONG_AGO)
    in_order = {"law_checked_on": LONG_AGO, "review_due_date": dt.date(2100, 1, 1)}
    rest(make_clause(shelves[0], "Travel", status="current"), changed, **in_order)
    rest(make_route(shelves[1], "Grants"), changed, **in_order)

    shown = words(client_for(editor))

    assert "Nothing is due." in shown
    assert "Grants" not in shown


def test_draft_wording_that_is_published_waits_for_a_lawyer(
    client_for, editor, clause_index
):
    make_clause(clause_index, "Travel")

    assert "No lawyer has passed version 0.1." in words(client_for(editor))


def test_report_names_no_page_that_the_asker_may_not_edit(client_for, clause_index):
    make_clause(clause_index, "Travel")
    GroupPagePermission.objects.all().delete()

    shown = words(client_for(make_staff("Edith", "Editors")))

    assert "Travel" not in shown


def test_report_is_refused_to_members(client_for, person, clause_index):
    assert client_for(person()).get(REPORT).status_code != 200


@pytest.mark.parametrize("number", [1, 30])
def test_report_takes_the_same_queries_for_any_number(
    client_for, editor, clause_index, django_assert_max_num_queries, number
):
    changed = make_provision(state="amended", changed_on=LONG_AGO)
    for one in range(number):
        rest(make_clause(clause_index, f"Clause {one}"), changed)
    client = client_for(editor)
    client.get(REPORT)

    with django_assert_max_num_queries(40):
        assert "is amended" in words(client)
