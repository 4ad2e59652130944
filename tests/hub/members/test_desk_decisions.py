"""Deciding applications and claims at the desk."""

import datetime as dt
import html

import pytest
from django.utils import timezone

from hub.members.models import (
    Application,
    Claim,
    Invitation,
    Membership,
    ReasonTemplate,
)
from tests.factories.acting import (
    make_application,
    make_claim,
    make_coordinator,
    make_member,
    make_membership,
)
from tests.factories.directory import make_organisation

QUEUE = "/admin/desk/applications/"
CLAIMS = "/admin/desk/claims/"


@pytest.fixture
def coordinator(home):
    return make_coordinator()


@pytest.fixture
def desk(coordinator, client_for):
    return client_for(coordinator)


def one(application: Application) -> str:
    return f"{QUEUE}{application.pk}/"


def words(answer) -> str:
    return " ".join(html.unescape(answer.text).split())


def aged(application: Application, days: int) -> Application:
    made = timezone.now() - dt.timedelta(days=days)
    Application.objects.filter(pk=application.pk).update(made_at=made)
    application.refresh_from_db()
    return application


def test_application_is_shown_with_all_that_is_known(desk):
    care = make_organisation(
        "Equal Care", website="https://www.equalcare.example/about"
    )
    inviter = make_member("Ines")
    invitation = Invitation.objects.create(
        inviter=inviter, email="nia@equalcare.example", note="Nia runs our rota."
    )
    old = make_application(
        "Old Nick",
        email="nick@equalcare.example",
        state="declined",
        decided_at=timezone.now(),
        reason="We could not tell.",
    )
    application = make_application(
        "Nia",
        email="nia@equalcare.example",
        organisation=care,
        invitation=invitation,
    )
    page = words(desk.get(one(application)))
    for said in (
        "nia@equalcare.example",
        "I want to start one, or turn a provider into one",
        "Equal Care",
        "The address is at its website's domain.",
        "Ines",
        "Nia runs our rota.",
        "I want to start a care co-op.",
        "Old Nick",
        "We could not tell.",
    ):
        assert said in page, said
    assert one(old) in page


@pytest.mark.parametrize(
    ("email", "website", "own"),
    [
        ("nia@equalcare.example", "https://equalcare.example/", True),
        ("nia@mail.equalcare.example", "https://www.equalcare.example/", True),
        ("nia@notequalcare.example", "https://equalcare.example/", False),
        ("nia@sites.example", "https://equalcare.sites.example/", False),
        ("nia@gmail.com", "https://gmail.com/", False),
        ("nia@equalcare.example", "", False),
    ],
)
def test_address_at_the_organisations_own_domain_is_told_from_others(
    desk, email, website, own
):
    care = make_organisation("Equal Care", website=website)
    application = make_application("Nia", email=email, organisation=care)
    page = words(desk.get(one(application)))
    assert ("The address is at its website's domain." in page) is own


def test_proposed_organisation_is_compared_with_the_directory(desk):
    make_organisation("Leading Lives", live=False)
    make_organisation("Northern Roofs")
    application = make_application(proposed_organisation="leading lives ltd")
    page = words(desk.get(one(application)))
    assert "Leading Lives (not published)" in page
    assert "Northern Roofs" not in page


def test_common_domain_names_nobody_declined_before(desk):
    make_application(
        "Old Nick", email="nick@gmail.com", state="declined", decided_at=timezone.now()
    )
    application = make_application("Nia", email="nia@gmail.com")
    page = words(desk.get(one(application)))
    assert "An address that anybody can have." in page
    assert "Old Nick" not in page


def test_queue_holds_the_longest_waiting_first(desk):
    young = aged(make_application("Young"), 1)
    old = aged(make_application("Old"), 9)
    text = desk.get(QUEUE).text
    assert text.index(one(old)) < text.index(one(young))


def test_approving_lets_in_and_opens_the_next(desk, coordinator):
    first = aged(make_application("First"), 9)
    second = aged(make_application("Second"), 5)
    third = aged(make_application("Third"), 1)
    answer = desk.post(one(second), {"decision": "approve"})
    assert answer["Location"] == one(third)
    second.refresh_from_db()
    assert (second.state, second.decided_by) == ("approved", coordinator)
    second.user.refresh_from_db()
    assert second.user.approved_at is not None
    # After the last comes the first that was left out.
    assert desk.post(one(third), {"decision": "approve"})["Location"] == one(first)
    assert desk.post(one(first), {"decision": "approve"})["Location"] == QUEUE


def test_declining_sends_the_templates_words(desk, coordinator):
    application = make_application("Nia")
    template = ReasonTemplate.objects.filter(use="decline").first()
    desk.post(one(application), {"decision": "decline", "template": template.pk})
    application.refresh_from_db()
    assert (application.state, application.reason) == ("declined", template.text)
    application.user.refresh_from_db()
    assert application.user.approved_at is None


def test_declining_sends_changed_words_as_they_are(desk):
    application = make_application("Nia")
    template = ReasonTemplate.objects.filter(use="decline").first()
    mine = "Dear Nia, <b>sorry</b> & thanks"
    desk.post(
        one(application),
        {"decision": "decline", "template": template.pk, "reason": mine},
    )
    application.refresh_from_db()
    assert application.reason == mine
    page = desk.get(one(application)).text
    assert "&lt;b&gt;sorry&lt;/b&gt; &amp; thanks" in page
    assert "<b>sorry</b>" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"decision": "decline"}, "Say why"),
        ({"decision": "decline", "reason": "x" * 1001}, "at most 1000 characters"),
        ({"decision": "maybe", "reason": "Hm."}, "Approve or decline."),
        ({}, "Approve or decline."),
        ({"decision": "approve", "template": "999999"}, "valid choice"),
        ({"decision": "approve", "template": "x" * 40}, "valid choice"),
    ],
)
def test_answer_that_cannot_be_read_decides_nothing(desk, sent, said):
    application = make_application("Nia")
    answer = desk.post(one(application), {"other": "1"} | sent)
    assert said in words(answer)
    application.refresh_from_db()
    assert application.state == "waiting"


def test_words_for_the_other_answer_decide_nothing_and_stay(desk):
    application = make_application("Nia")
    template = ReasonTemplate.objects.filter(use="decline").first()
    answer = desk.post(
        one(application),
        {"decision": "approve", "template": template.pk, "reason": "Typed by me."},
    )
    assert "These words are for the other answer." in words(answer)
    assert "Typed by me." in answer.text
    application.refresh_from_db()
    assert application.state == "waiting"


def test_what_somebody_else_has_decided_stays_and_is_said(desk, client_for):
    application = make_application("Nia")
    other = make_coordinator("Olga")
    client_for(other).post(one(application), {"decision": "approve"})
    answer = desk.post(
        one(application), {"decision": "decline", "reason": "No."}, follow=True
    )
    assert "Nia: already approved by Olga. Nothing was changed." in words(answer)
    application.refresh_from_db()
    assert (application.state, application.reason) == ("approved", "")
    assert 'name="decision"' not in desk.get(one(application)).text


def test_unconfirmed_application_cannot_be_opened_or_decided(desk):
    application = make_application("Nia", confirmed=False)
    assert desk.get(one(application)).status_code == 404
    assert desk.post(one(application), {"decision": "approve"}).status_code == 404
    application.refresh_from_db()
    assert application.state == "waiting"


def test_claim_is_approved_as_chosen_and_the_next_opens(desk):
    care = make_organisation("Equal Care")
    make_membership(make_member("Olive"), care)
    first = make_claim(make_member("Clara"), care)
    second = make_claim(make_member("Dora"), care)
    answer = desk.post(f"{CLAIMS}{first.pk}/", {"decision": "approve", "role": "owner"})
    assert answer["Location"] == f"{CLAIMS}{second.pk}/"
    desk.post(f"{CLAIMS}{second.pk}/", {"decision": "approve", "role": "editor"})
    roles = dict(Membership.objects.values_list("user__display_name", "role"))
    assert roles == {"Olive": "owner", "Clara": "owner", "Dora": "editor"}


def test_coordinators_own_claim_is_left_to_others(desk, coordinator):
    own = make_claim(coordinator, make_organisation("Equal Care"))
    page = desk.get(f"{CLAIMS}{own.pk}/").text
    assert "This is your own request" in page
    for sent in ({"decision": "approve"}, {"decision": "decline", "reason": "No."}):
        answer = desk.post(f"{CLAIMS}{own.pk}/", sent, follow=True)
        assert "Somebody else has to decide your own request." in answer.text
    assert Claim.objects.get().state == "waiting"
    assert not Membership.objects.exists()


def test_declined_claim_keeps_its_reason_and_shows_it_next_time(desk):
    care = make_organisation("Equal Care")
    clara = make_member("Clara")
    first = make_claim(clara, care)
    desk.post(
        f"{CLAIMS}{first.pk}/", {"decision": "decline", "reason": "Ask them first."}
    )
    first.refresh_from_db()
    assert (first.state, first.reason) == ("declined", "Ask them first.")
    again = make_claim(clara, care)
    assert "Ask them first." in desk.get(f"{CLAIMS}{again.pk}/").text


@pytest.mark.parametrize("number", [1, 30])
def test_decision_pages_ask_the_database_the_same_for_many(
    number, desk, django_assert_max_num_queries
):
    care = make_organisation("Equal Care", website="https://equalcare.example/")
    claim = make_claim(make_member("Clara"), care)
    application = make_application(
        "Nia", email="nia@equalcare.example", proposed_organisation="Equal Care"
    )
    for index in range(number):
        make_membership(make_member(f"Person {index}"), care, "editor")
        make_application(
            f"Declined {index}",
            email=f"n{index}@equalcare.example",
            state="declined",
            decided_at=timezone.now(),
        )
        make_application(f"Applicant {index}")
        make_organisation(f"Equal Care {index}", website="https://equalcare.example/")
    desk.get(QUEUE)
    with django_assert_max_num_queries(17):
        desk.get(one(application))
    with django_assert_max_num_queries(17):
        desk.get(f"{CLAIMS}{claim.pk}/")
