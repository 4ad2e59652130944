"""The coordinators' desk: who comes to it, what it counts, where its lines lead."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from hub.members.desk import waiting
from hub.members.kept.leaving import ask_to_leave, come_back
from hub.members.models import ReasonTemplate
from hub.notify.models import Letter
from tests.factories.accounts import make_staff
from tests.factories.acting import (
    make_application,
    make_claim,
    make_coordinator,
    make_member,
    make_membership,
)
from tests.factories.directory import make_organisation

DESK = "/admin/desk/"
PAGES = [
    DESK,
    f"{DESK}applications/",
    f"{DESK}claims/",
    f"{DESK}stale/",
    f"{DESK}ownerless/",
    f"{DESK}numbers/",
    f"{DESK}numbers/?export=csv",
]
YEAR = dt.timedelta(days=365)


@pytest.fixture
def desk(home, client_for):
    return client_for(make_coordinator())


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html5lib")


def rows_of(answer) -> list[str]:
    cells = page_of(answer).select("table.listing tbody th")
    return [cell.get_text(strip=True) for cell in cells]


def counts_of(answer) -> dict[str, int]:
    links = page_of(answer).select(".desk-lines__link")
    return {link["href"]: int(link.strong.get_text()) for link in links}


@pytest.mark.parametrize("address", PAGES)
def test_desk_is_for_coordinators_and_administrators(
    address, home, client, client_for, person
):
    application = make_application("Nia Hidden")
    make_claim(make_member("Clara Hidden"), make_organisation("Equal Care"))
    editor = make_staff("Edith", "Editors")
    refused = [
        client.get(address),
        client_for(make_member("Mia")).get(address),
        client_for(editor).get(address),
        client_for(application.user).get(address),
    ]
    for answer in refused:
        assert answer.status_code in {302, 403}
        assert "Hidden" not in answer.text
    for user in (make_coordinator(), person("Root", is_superuser=True)):
        assert client_for(user).get(address).status_code == 200


@pytest.mark.parametrize("kind", ["applications", "claims"])
def test_one_decision_is_for_coordinators_too(kind, home, client_for):
    editor = client_for(make_staff("Edith", "Editors"))
    application = make_application("Nia Hidden")
    claim = make_claim(make_member("Clara Hidden"), make_organisation("Equal Care"))
    pk = application.pk if kind == "applications" else claim.pk
    address = f"{DESK}{kind}/{pk}/"
    answers = [editor.get(address), editor.post(address, {"decision": "approve"})]
    missing = editor.get(f"{DESK}{kind}/999999/")
    for answer in answers:
        assert (answer.status_code, answer.headers.get("Location")) == (
            missing.status_code,
            missing.headers.get("Location"),
        )
        assert "Hidden" not in answer.text
    application.refresh_from_db()
    claim.refresh_from_db()
    assert {application.state, claim.state} == {"waiting"}


def test_menu_and_first_page_show_the_desk_to_coordinators_alone(
    desk, client_for, home
):
    make_application("Nia")
    first = desk.get("/admin/").text
    assert f'href="{DESK}applications/"' in first
    assert "Desk: what waits" in first
    editor = client_for(make_staff("Edith", "Editors")).get("/admin/").text
    assert DESK not in editor
    assert "Desk: what waits" not in editor


def test_first_page_says_nothing_where_nothing_waits(desk):
    assert "Desk: what waits" not in desk.get("/admin/").text


def test_each_count_is_that_of_the_list_it_leads_to(desk):
    organisation = make_organisation("Equal Care")
    make_organisation("Fresh Care", confirmed_on=timezone.localdate())
    make_organisation("Draft Care", live=False)
    for number in range(3):
        make_application(f"Applicant {number}")
        make_claim(make_member(f"Claimant {number}"), organisation)
    make_application("Unconfirmed", confirmed=False)
    make_application("Decided", state="declined")
    make_claim(make_member("Answered"), organisation, state="declined")
    gone = make_application("Gone").user
    gone.is_active = False
    gone.save()
    lonely = make_organisation("Draft Home", live=False)
    make_membership(make_member("Ed"), lonely, role="editor")
    every = counts_of(desk.get(DESK))
    # Plug-ins add lines of their own, below these.
    assert list(every)[:3] == [
        f"{DESK}applications/",
        f"{DESK}claims/",
        f"{DESK}stale/",
    ]
    counts = {url: count for url, count in every.items() if url.startswith(DESK)}
    assert counts == {
        f"{DESK}applications/": 3,
        f"{DESK}claims/": 3,
        f"{DESK}stale/": 1,
        f"{DESK}ownerless/": 1,
    }
    for address, count in counts.items():
        assert len(rows_of(desk.get(address))) == count


def test_line_of_a_plug_in_is_shown_to_those_with_its_permission(
    desk, client_for, person, monkeypatch
):
    monkeypatch.setattr(waiting, "_lines", {})
    waiting.register(
        waiting.Waiting(
            key="secret",
            label="For others",
            count=lambda user: 1,
            url=lambda: "/admin/secret/",
            permission="members.delete_claim",
        )
    )
    assert counts_of(desk.get(DESK)) == {}
    root = client_for(person("Root", is_superuser=True))
    assert counts_of(root.get(DESK)) == {"/admin/secret/": 1}


def test_stale_entries_stand_longest_unconfirmed_first(desk):
    today = timezone.localdate()
    make_organisation("Just in time", confirmed_on=today - YEAR)
    make_organisation("Too late", confirmed_on=today - YEAR - dt.timedelta(days=1))
    make_organisation("Long ago", confirmed_on=today - 3 * YEAR)
    never = make_organisation("Never")
    make_membership(make_member("Olive"), never)
    answer = desk.get(f"{DESK}stale/")
    assert rows_of(answer) == ["Never", "Long ago", "Too late"]
    assert "Olive" in answer.text


def test_organisations_without_an_owner_who_can_sign_in_are_counted_and_listed(desk):
    left, held = make_organisation("Left alone"), make_organisation("Held")
    make_organisation("Never claimed")
    leaver = make_member("Lena")
    make_membership(leaver, left, role="owner")
    make_membership(make_member("Ed"), left, role="editor")
    make_membership(make_member("Olive"), held, role="owner")
    place = f"{DESK}ownerless/"
    assert counts_of(desk.get(DESK)).get(place, 0) == 0
    ask_to_leave(person=leaver, erases_posts=False)
    assert counts_of(desk.get(DESK))[place] == 1
    answer = desk.get(place)
    assert rows_of(answer) == ["Left alone"]
    assert "Ed" in answer.text
    assert "Lena" not in answer.text
    come_back(person=leaver)
    assert rows_of(desk.get(place)) == []


def test_people_of_an_organisation_open_to_a_coordinator(desk):
    make_membership(make_member("Olive"), make_organisation("Equal Care"))
    page = desk.get("/me/organisations/equal-care/").text
    assert "Olive" in page
    assert "You see this as a coordinator" in page


def test_words_for_answers_are_seeded_and_kept_by_coordinators(desk):
    assert set(ReasonTemplate.objects.values_list("use", flat=True)) == {
        "welcome",
        "decline",
        "decline_claim",
    }
    listing = desk.get("/admin/snippets/members/reasontemplate/")
    assert "We could not tell who you are" in listing.text


def test_permission_can_be_given_to_a_group_in_the_admin(client_for, person, home):
    group = Group.objects.create(name="Helpers")
    form = client_for(person("Root", is_superuser=True)).get(
        f"/admin/groups/edit/{group.pk}/"
    )
    assert Permission.objects.get(codename="use_desk").name in form.text.replace(
        "&#x27;", "'"
    )


@pytest.mark.parametrize("number", [1, 30])
def test_desk_asks_the_database_the_same_for_many(
    number, desk, django_assert_max_num_queries
):
    for index in range(number):
        organisation = make_organisation(f"Care {index}")
        make_membership(make_member(f"Owner {index}"), organisation)
        make_claim(make_member(f"Claimant {index}"), organisation)
        make_application(f"Applicant {index}", organisation=organisation)
    desk.get(DESK)
    for address, budget in BUDGETS.items():
        with django_assert_max_num_queries(budget):
            assert desk.get(address).status_code == 200


BUDGETS = {
    DESK: 16,
    f"{DESK}applications/": 11,
    f"{DESK}claims/": 11,
    f"{DESK}stale/": 13,
    f"{DESK}ownerless/": 13,
    f"{DESK}numbers/": 30,
}


def test_mail_that_could_not_be_sent_is_counted_for_administrators(
    desk, client_for, person
):
    for number, state in enumerate(("dead", "uncertain", "waiting", "sent")):
        Letter.objects.create(
            key=f"letter:{number}", state=state, address="a@b.example"
        )
    root = client_for(person("Root", is_superuser=True))
    assert counts_of(root.get(DESK))["/admin/reports/letters/"] == 2
    assert "/admin/reports/letters/" not in counts_of(desk.get(DESK))
