"""The inbox, the header's number, the choices, and what is kept of a person."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.accounts import personal
from hub.notify.choosing import choose, way_of
from hub.notify.kinds import Way
from hub.notify.models import Letter, Notification, Preference
from hub.notify.tokens import choices_token
from tests.hub.notify.conftest import PLAIN, RARE, WATCHED

INBOX, CHOICES = "/me/notifications/", "/me/notifications/choices/"


@pytest.fixture
def member(ada, client_for):
    return client_for(ada)


def read(client, address=INBOX) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html5lib")


def titles(page) -> list[str]:
    rows = page.select("main .list-row__title")
    return [(row.button or row.a).get_text() for row in rows]


def in_header(page) -> str:
    count = page.select_one(".header__count")
    return count.find(string=True) if count else ""


def test_inbox_lists_ones_own_newest_first_and_nobody_elses(member, ada, person, tell):
    tell(ada, about="1", title="First <b>")
    tell(ada, about="2", title="Second")
    tell(person("Bea"), about="3", title="A matter of Bea's")
    page = read(member)
    assert titles(page) == ["Second", "First <b>"]
    assert in_header(page) == "2"
    assert "A matter of Bea's" not in page.get_text()


def test_inbox_of_nothing_says_what_will_come(member):
    page = read(member)
    assert "Nothing yet" in page.get_text()
    assert in_header(page) == ""


def test_what_may_not_be_read_any_more_is_neither_shown_nor_counted(
    member, ada, tell, own_kinds
):
    tell(ada, about="1", title="Open")
    tell(ada, about="2", title="Closed since", kind=WATCHED)
    tell(ada, about="3", title="Gone since", kind=WATCHED)
    assert in_header(read(member)) == "3"
    own_kinds.update({"2": "board:99", "3": None})
    page = read(member)
    assert titles(page) == ["Open"]
    assert in_header(page) == "1"
    assert "1 new" in page.main.get_text()


def test_board_that_was_closed_hides_what_was_told_of_it(member, ada, tell):
    from forum.forum_permission.models import UserForumPermission
    from tests.factories.forum import board

    made = board()
    tell(ada, title="On a board", visibility=f"board:{made.pk}")
    assert titles(read(member)) == ["On a board"]
    UserForumPermission.objects.filter(forum=made).delete()
    page = read(member)
    assert titles(page) == []
    assert in_header(page) == ""
    told = Notification.objects.get()
    assert member.post(f"{INBOX}{told.pk}/open/").url == INBOX
    told.refresh_from_db()
    assert told.seen_at is None


def test_opening_goes_there_and_counts_as_read(member, ada, tell):
    tell(ada, url="/forum/?page=2#x")
    told = Notification.objects.get()
    assert member.get(f"{INBOX}{told.pk}/open/").status_code == 405
    assert in_header(read(member)) == "1"
    assert member.post(f"{INBOX}{told.pk}/open/").url == "/forum/?page=2#x"
    page = read(member)
    assert in_header(page) == ""
    assert page.select_one(".list-row__title a")["href"] == "/forum/?page=2#x"


@pytest.mark.parametrize(
    "url", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\x.y"]
)
def test_opening_leads_nowhere_else(member, ada, tell, url):
    tell(ada, url=url)
    told = Notification.objects.get()
    assert member.post(f"{INBOX}{told.pk}/open/").url == INBOX


def test_another_persons_notification_is_not_found(member, person, tell):
    tell(person("Bea"))
    told = Notification.objects.get()
    assert member.post(f"{INBOX}{told.pk}/open/").status_code == 404
    assert member.post(f"{INBOX}{10**30}/open/").status_code == 404
    told.refresh_from_db()
    assert told.seen_at is None


def test_marking_all_as_read_leaves_other_peoples(member, ada, person, tell):
    tell(ada, person("Bea"))
    assert member.get(f"{INBOX}read/").status_code == 405
    answer = member.post(f"{INBOX}read/", follow=True)
    assert "All notifications are marked as read." in answer.text
    assert Notification.objects.get(seen_at=None).person.display_name == "Bea"


def test_looking_marks_nothing_as_read(member, ada, tell):
    tell(ada)
    read(member)
    assert Notification.objects.filter(seen_at=None).exists()


def test_pages_are_closed_to_visitors(client, ada, tell):
    tell(ada)
    told = Notification.objects.get()
    for address in (INBOX, CHOICES):
        assert client.get(address).status_code == 302
    for address in (f"{INBOX}read/", f"{INBOX}{told.pk}/open/"):
        assert client.post(address).status_code == 302
    assert Notification.objects.filter(seen_at=None).exists()


def test_header_of_a_visitor_has_no_notifications(client, ada):
    assert "Notifications" not in client.get("/").text


def test_inbox_asks_the_database_the_same_for_many(member, ada, tell):
    counts = []
    read(member)
    for first, many in ((0, 1), (1, 29)):
        for number in range(first, first + many):
            kind = WATCHED if number % 2 else PLAIN
            tell(ada, about=str(number), kind=kind, visibility="members")
        with CaptureQueriesContext(connection) as asked:
            member.get(INBOX)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_header_asks_once_of_somebody_who_was_told_nothing_closed(ada, tell):
    from hub.notify.reading import count_unseen

    for number in range(120):
        tell(ada, about=str(number), visibility="members")
    with CaptureQueriesContext(connection) as asked:
        assert count_unseen(ada) == 100
    assert len(asked) == 1


def test_header_says_many_when_they_are_many(member, ada, tell):
    for number in range(101):
        tell(ada, about=str(number))
    page = read(member)
    assert in_header(page) == "99+"
    assert len(titles(page)) == 20
    assert len(titles(read(member, f"{INBOX}?page=6"))) == 1
    assert len(titles(read(member, f"{INBOX}?page=nonsense"))) == 20


# --- Choices --------------------------------------------------------------------------


def test_choices_show_each_kind_with_its_ways_and_keep_what_is_chosen(member, ada):
    page = read(member, CHOICES)
    chosen = {one["name"]: one["value"] for one in page.select("input[checked]")}
    assert chosen[PLAIN] == "at_once"
    assert [one["value"] for one in page.select(f"input[name={RARE}]")] == [
        "none",
        "weekly",
    ]
    assert "account" not in chosen
    answer = member.post(CHOICES, chosen | {PLAIN: "weekly"}, follow=True)
    assert "Your choices are kept." in answer.text
    assert way_of(ada, PLAIN) == Way.WEEKLY


def test_choices_that_nobody_offers_lose_nothing_that_was_chosen(member, ada):
    answer = member.post(CHOICES, {PLAIN: "none", RARE: "at_once"})
    page = BeautifulSoup(answer.content, "html5lib")
    assert "Choose one." in page.get_text()
    assert page.select_one(f"input[name={PLAIN}][checked]")["value"] == "none"
    assert not Preference.objects.exists()


def test_choices_end_for_the_day_here_and_by_the_link_of_a_mail_together(
    member, ada, client, settings
):
    settings.ACCOUNT_RATE_LIMITS = {"choose_ways": "2/d/user"}
    by_mail = f"/mail/choices/{choices_token(ada)}/"
    chosen = {
        one["name"]: one["value"]
        for one in read(member, CHOICES).select("main input[checked]")
    }
    for way in ("site", "daily"):
        assert member.post(CHOICES, chosen | {PLAIN: way}).status_code == 302

    for browser, address in ((member, CHOICES), (client, by_mail)):
        page = browser.post(address, chosen | {PLAIN: "site"})
        assert "Please try again tomorrow." in page.text
        kept = BeautifulSoup(page.content, "html5lib")
        (ticked,) = kept.select(f"main input[name={PLAIN}][checked]")
        assert ticked["value"] == "site"
    assert way_of(ada, PLAIN) == Way.DAILY


def test_kinds_that_do_not_concern_a_person_are_not_offered(member, ada):
    from hub.notify import kinds

    kinds.register(
        kinds.Kind(
            "test-staff", "For staff", "x", Way.SITE, is_for=lambda p: p.is_staff
        )
    )
    assert "For staff" not in read(member, CHOICES).get_text()
    member.post(CHOICES, {"test-staff": "none"})
    assert not Preference.objects.filter(kind="test-staff").exists()


# --- What is kept ---------------------------------------------------------------------


def test_what_is_kept_is_handed_out_and_erased_of_one_person_alone(ada, person, tell):
    bea = person("Bea")
    for one in (ada, bea):
        choose(person=one, kind=PLAIN, way=Way.AT_ONCE)
    tell(ada, bea)
    parts = {
        part.key: part
        for part in personal.parts()
        if part.key in ("preferences", "notifications", "letters")
    }
    assert {key: len(part.export(ada)) for key, part in parts.items()} == dict.fromkeys(
        parts, 1
    )
    assert len(parts) == 3
    for part in parts.values():
        part.erase(ada)
    for model in (Preference, Notification, Letter):
        assert [one.person for one in model.objects.all()] == [bea]


# --- Letters that need somebody -------------------------------------------------------

REPORT = "/admin/reports/letters/"


@pytest.fixture
def boss(person, client_for, home):
    return client_for(person("Boss", is_superuser=True))


def letters(ada) -> dict[str, Letter]:
    for state in Letter.State:
        Letter.objects.create(
            key=state,
            person=ada,
            composer="notification",
            state=state,
            error="550 <No>",
        )
    return {one.state: one for one in Letter.objects.all()}


def test_report_shows_what_was_given_up_or_is_in_doubt(boss, ada):
    letters(ada)
    rows = read(boss, REPORT).select("main tbody tr")
    assert len(rows) == 2
    assert "550 <No>" in rows[0].get_text()
    assert "2 e-mails were given up" in read(boss, "/admin/").get_text()


def test_report_and_its_button_are_for_those_who_may(ada, person, client_for):
    from django.contrib.auth.models import Group

    made = letters(ada)
    editor = person("Edith")
    editor.groups.add(Group.objects.get(name="Editors"))
    client = client_for(editor)
    assert client.get(REPORT).status_code in (302, 403)
    client.post(f"{REPORT}{made['dead'].pk}/again/")
    assert Letter.objects.filter(state="dead").exists()
    assert "given up" not in read(client, "/admin/").get_text()


@pytest.mark.parametrize(
    ("state", "is_sent"), [(s, s in ("dead", "uncertain")) for s in Letter.State]
)
def test_trying_again_is_for_what_was_given_up_or_is_in_doubt(
    boss, ada, state, is_sent
):
    letter = letters(ada)[state]
    assert boss.get(f"{REPORT}{letter.pk}/again/").status_code == 405
    boss.post(f"{REPORT}{letter.pk}/again/")
    letter.refresh_from_db()
    assert (letter.state == "waiting") == (is_sent or state == "waiting")
    assert letter.attempts == 0


def test_letters_that_wait_too_long_are_told_to_administrators(boss, ada):
    from datetime import timedelta

    Letter.objects.create(
        key="x", person=ada, composer="x", due_at=timezone.now() - timedelta(hours=2)
    )
    assert "waited more than an hour" in read(boss, "/admin/").get_text()


def test_report_asks_the_database_the_same_for_many(boss, ada):
    counts = []
    boss.get(REPORT)
    for first, many in ((0, 1), (1, 29)):
        for number in range(first, first + many):
            Letter.objects.create(
                key=str(number), person=ada, composer="notification", state="dead"
            )
        with CaptureQueriesContext(connection) as asked:
            boss.get(REPORT)
        counts.append(len(asked))
    assert counts[0] == counts[1]
