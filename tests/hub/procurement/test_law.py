"""Law as data: a change to a section is told on everything that rests on it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hub.procurement.law.changes import changes_for
from hub.procurement.models import Provision, Threshold
from tests.factories.guidance import make_guide, make_guides
from tests.factories.procurement import make_clause, make_provision, make_route

WARNING = "The law this rests on has changed"
YESTERDAY = dt.date(2026, 11, 1)


def mark(provision, state="amended", **fields):
    values = {
        "state": state,
        "changed_on": YESTERDAY,
        "change_note": "It says more now.",
    }
    for name, value in (values | fields).items():
        setattr(provision, name, value)
    provision.full_clean()
    provision.save()


def rest(page, provision, **fields):
    page.provisions = [provision]
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("state", ["amended", "repealed"])
def test_changed_section_puts_a_notice_on_clause_route_and_guide(
    client, home, shelves, state
):
    provision = make_provision()
    guide = make_guide(make_guides(home))
    pages = [make_clause(shelves[0]), make_route(shelves[1]), guide]
    pages = [rest(page, provision) for page in pages]
    assert all(WARNING not in client.get(one.url).content.decode() for one in pages)

    mark(provision, state)

    for page in pages:
        shown = client.get(page.url).content.decode()
        assert WARNING in shown
        assert "It says more now." in shown


def test_notice_goes_once_the_page_was_checked_after_an_amendment(clause_index):
    provision = make_provision()
    mark(provision)
    clause = rest(make_clause(clause_index), provision)
    assert changes_for(clause) == [provision]

    checked = rest(clause, provision, law_checked_on=YESTERDAY)

    assert changes_for(checked) == []


def test_notice_of_a_repeal_stays_although_the_page_was_checked(clause_index):
    provision = make_provision()
    mark(provision, "repealed")
    clause = rest(make_clause(clause_index), provision, law_checked_on=dt.date.today())

    assert changes_for(clause) == [provision]


def test_section_that_has_run_out_is_a_change(clause_index):
    provision = make_provision(in_force_to=YESTERDAY)

    assert changes_for(rest(make_clause(clause_index), provision)) == [provision]


def test_change_without_its_day_is_refused(db):
    with pytest.raises(ValidationError) as told:
        mark(make_provision(), changed_on=None)

    assert "changed_on" in told.value.message_dict


def test_section_that_ends_before_it_begins_is_refused(db):
    with pytest.raises(ValidationError, match="before the first"):
        make_provision(
            in_force_from=dt.date(2026, 1, 2), in_force_to=dt.date(2026, 1, 1)
        )


def test_law_page_shows_what_rests_on_a_section_but_no_drafts(client, clause_index):
    provision = make_provision()
    rest(make_clause(clause_index), provision)
    draft = make_clause(clause_index, "Secret wording", live=False)
    draft.provisions = [provision]
    draft.save()

    shown = client.get(reverse("procurement:law")).content.decode()

    assert "Pay for travel time" in shown
    assert "Secret wording" not in shown


def test_law_page_for_one_nation_leaves_other_law_out(client, clause_index):
    make_provision("english")
    make_provision("welsh", nations=("wales",))

    shown = client.get(reverse("procurement:law"), {"nation": "wales"}).content.decode()

    assert "What welsh is about" in shown
    assert "What english is about" not in shown


@pytest.mark.parametrize("number", [1, 30])
def test_law_page_takes_the_same_queries_for_any_number(
    client, clause_index, django_assert_max_num_queries, number
):
    for one in range(number):
        rest(make_clause(clause_index, f"Clause {one}"), make_provision(f"s{one}"))
    client.get(reverse("procurement:law"))

    with django_assert_max_num_queries(14):
        client.get(reverse("procurement:law"))


def test_threshold_that_does_not_hold_today_is_not_shown(client, clause_index):
    for name, first, last in (("Old sum", 2020, 2021), ("Present sum", 2022, None)):
        Threshold.objects.create(
            name=name,
            nation="england",
            regime="light_touch",
            amount=100,
            valid_from=dt.date(first, 1, 1),
            valid_to=dt.date(last, 1, 1) if last else None,
            source_title="A notice",
            source_url="https://example.org/",
        )

    shown = client.get(reverse("procurement:law")).content.decode()

    assert "Present sum" in shown
    assert "Old sum" not in shown


def test_page_says_so_where_it_is_not_written_for_the_nation_asked(
    client, clause_index
):
    english = make_clause(clause_index)
    make_clause(clause_index, "Travel in Wales", nations=("wales",))

    welsh = client.get(english.url, {"nation": "wales"}).content.decode()

    assert "This is not written for Wales" in welsh
    assert "Travel in Wales" in welsh
    assert (
        "Written for England"
        in client.get(english.url, {"nation": "england"}).content.decode()
    )
    assert Provision.objects.count() == 0
