"""The network in numbers: true, guarded where people are few, and safe as a file."""

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from hub.accounts.models import User
from hub.members.desk import figures
from hub.members.desk.drawing import drawn_tables
from hub.members.models import Introduction, Profile
from tests.factories.acting import make_application, make_coordinator, make_member

NUMBERS = "/admin/desk/numbers/"


@pytest.fixture
def desk(home, client_for):
    return client_for(make_coordinator())


def shown(key: str) -> dict[str, str]:
    table = next(table for table in drawn_tables() if table.key == key)
    return {row.label: row.text for row in table.rows}


def make_profile(name: str, **fields: object) -> Profile:
    user = make_member(name)
    Profile.objects.filter(user=user).delete()
    return Profile.objects.create(user=user, slug=f"p{user.pk}", **fields)


def make_profiles(number: int, **fields: object) -> None:
    for index in range(number):
        make_profile(f"{'-'.join(map(str, fields.values()))} {index}", **fields)


@pytest.fixture
def own_table(monkeypatch):
    """Show one table of these figures alone."""

    def show(*rows: figures.Figure, **fields: object) -> None:
        monkeypatch.setattr(figures, "_tables", {})
        figures.register(
            figures.Table("own", "=Own", "What is counted.", lambda: rows, **fields)
        )

    return show


def test_members_are_those_let_in_and_active_those_who_signed_in_lately(home):
    recent = timezone.now() - dt.timedelta(days=29)
    long_ago = timezone.now() - dt.timedelta(days=31)
    for name, last in (("Ann", recent), ("Ben", long_ago), ("Cid", None)):
        User.objects.filter(pk=make_member(name).pk).update(last_login=last)
    make_application("Waiting")
    User.objects.filter(pk=make_member("Gone").pk).update(
        is_active=False, last_login=recent
    )
    assert shown("members") == {"Members": "3", "Signed in within 30 days": "1"}


def test_few_people_of_a_kind_are_not_told_apart(home):
    make_profiles(7, kind="manager")
    make_profiles(4, kind="adviser")
    make_profiles(1, kind="commissioner")
    told = shown("members-by-kind")
    assert told["I run or help to run a care co-op"] == "7"
    assert told["I advise or fund co-operatives"] == "fewer than 5"
    assert told["I commission care for a council or the NHS"] == "fewer than 5"
    assert told["I work in care"] == "0"


def test_single_small_group_cannot_be_reckoned_from_the_rest(home):
    make_profiles(9, kind="manager")
    make_profiles(6, kind="care_worker")
    make_profiles(2, kind="adviser")
    told = shown("members-by-kind")
    assert told["I run or help to run a care co-op"] == "9"
    assert told["I work in care"] == "not shown"
    assert told["I advise or fund co-operatives"] == "fewer than 5"


def test_places_count_regions_then_nations_then_who_has_not_said(home):
    make_profiles(5, region="london", nation="england")
    make_profiles(6, nation="scotland")
    make_profiles(7, nation="england")
    make_profiles(8, place="")
    told = shown("members-by-region")
    assert {label: text for label, text in told.items() if text != "0"} == {
        "London": "5",
        "Scotland": "6",
        "England, region not said": "7",
        "Not said": "8",
    }


def test_months_hold_who_was_let_in_in_each(home):
    now = timezone.now()
    make_member("Ann")
    User.objects.filter(pk=make_member("Ben").pk).update(
        approved_at=now - dt.timedelta(days=800)
    )
    told = shown("joined")
    assert len(told) == 12
    assert list(told)[-1] == timezone.localtime(now).strftime("%B %Y")
    assert list(told.values()) == [*["0"] * 11, "1"]


def test_time_to_decide_is_the_median_from_confirming(home):
    now = timezone.now()
    for number, days in enumerate((1, 2, 9)):
        make_application(
            f"Decided {number}",
            state="approved",
            confirmed_at=now - dt.timedelta(days=days),
            decided_at=now,
        )
    make_application(
        "At once", state="approved", way="domain", decided_at=now, confirmed_at=now
    )
    make_application("Waiting")
    assert shown("applications") == {
        "Waiting now": "1",
        "Decided within a year": "3",
        "Time to decide": "2.0 days",
    }


def test_time_to_decide_is_said_to_be_missing_until_something_is_decided(home):
    assert shown("applications") == {
        "Waiting now": "0",
        "Decided within a year": "0",
        "Time to decide": "none yet",
    }


def test_figure_that_cannot_be_known_yet_is_said_to_be_missing(desk, own_table):
    own_table(
        figures.Figure("Asked", 8),
        figures.Figure("Hours to the first reply", None, "hours"),
        guards_few=True,
    )
    page = BeautifulSoup(desk.get(NUMBERS).content, "html5lib")
    rows = page.select("table.listing tbody tr")
    told = [row.select_one(".desk-table__number").get_text() for row in rows]
    assert told == ["8", "none yet"]
    assert [len(row.select("svg")) for row in rows] == [1, 0]
    file = csv.reader(io.StringIO(desk.get(NUMBERS, {"export": "csv"}).text))
    assert [row[1:] for row in file][1:] == [
        ["Asked", "8"],
        ["Hours to the first reply", "none yet"],
    ]


def test_introductions_are_counted_by_what_became_of_them(home):
    ann, ben, cid = (make_member(name) for name in ("Ann", "Ben", "Cid"))
    for asker, asked, state in (
        (ann, ben, "accepted"),
        (ann, cid, "waiting"),
        (ben, cid, "declined"),
    ):
        Introduction.objects.create(
            asker=asker, asked=asked, message="Hello", state=state
        )
    assert shown("introductions") == {
        "Asked for": "3",
        "Introduced": "1",
        "Waiting for an answer": "1",
    }


def test_bars_are_as_long_as_their_figures_and_say_nothing_more(desk, own_table):
    own_table(figures.Figure("Whole", 40), figures.Figure("Half", 20))
    page = BeautifulSoup(desk.get(NUMBERS).content, "html5lib")
    fills = [bar["width"] for bar in page.select(".desk-chart__fill")]
    assert fills == ["100.0", "50.0"]
    assert [cell["aria-hidden"] for cell in page.select("td:has(svg)")] == ["true"] * 2
    table = page.select_one("table.listing")
    assert page.find(id=table["aria-labelledby"]).get_text() == "=Own"


def test_guarded_figure_has_no_bar(desk, own_table):
    own_table(
        figures.Figure("Many", 40),
        figures.Figure("Few", 2),
        figures.Figure("Few too", 3),
        guards_few=True,
    )
    page = BeautifulSoup(desk.get(NUMBERS).content, "html5lib")
    assert len(page.select(".desk-chart__fill")) == 1


def test_file_holds_every_table_and_no_formula(desk, own_table):
    own_table(
        figures.Figure('@SUM(1,2)"', 40, "days"),
        figures.Figure("Few", 2),
        guards_few=True,
    )
    answer = desk.get(NUMBERS, {"export": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="network-')
    assert list(csv.reader(io.StringIO(answer.text))) == [
        ["table", "what", "figure"],
        ["'=Own", "'@SUM(1,2)\"", "not shown"],
        ["'=Own", "Few", "fewer than 5"],
    ]


def test_label_with_markup_is_shown_as_words(desk, own_table):
    own_table(figures.Figure("<b>bold</b>", 1))
    assert "<b>bold</b>" not in desk.get(NUMBERS).text


@pytest.mark.parametrize("number", [1, 30])
def test_numbers_ask_the_database_the_same_for_many(
    number, desk, django_assert_max_num_queries
):
    for index in range(number):
        make_profile(f"Member {index}", kind="manager", nation="wales")
        make_application(f"Applicant {index}")
    desk.get(NUMBERS)
    with django_assert_max_num_queries(15):
        drawn_tables()
