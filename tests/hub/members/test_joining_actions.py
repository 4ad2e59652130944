from datetime import timedelta

import pytest
from django.utils import timezone

from hub.accounts.models import User
from hub.members.joining.actions import (
    AlreadyLetIn,
    IsWithdrawn,
    NoReason,
    NotConfirmed,
    approve,
    ask_again,
    confirm,
    correct,
    decline,
    withdraw,
)
from hub.members.models import Application, Membership
from hub.notify.models import Letter, Notification
from hub.notify.outbox import composer_of
from tests.factories.directory import make_organisation
from tests.factories.members import make_applicant, make_invitation


@pytest.fixture
def coordinator(person):
    return person("Cora", is_superuser=True)


def letters():
    return list(Letter.objects.values_list("composer", "person__email"))


def test_approved_applicant_is_let_in_and_written_to_once(coordinator):
    application = make_applicant()

    approve(application=application, by=coordinator)
    first = User.objects.get(email="grace@example.org").approved_at
    approve(application=application, by=coordinator)

    application.refresh_from_db()
    assert (application.state, application.way) == ("approved", "coordinator")
    assert application.decided_by == coordinator
    assert User.objects.get(email="grace@example.org").approved_at == first is not None
    assert letters() == [("application-approved", "grace@example.org")]


def test_declined_applicant_is_told_why_once_and_stays_out(coordinator):
    application = make_applicant()

    decline(application=application, by=coordinator, reason=" Not a care co-op. ")
    decline(application=application, by=coordinator, reason="Another.")

    application.refresh_from_db()
    assert (application.state, application.reason) == ("declined", "Not a care co-op.")
    assert application.user.approved_at is None
    assert letters() == [("application-declined", "grace@example.org")]


def test_declined_applicant_can_still_be_approved(coordinator):
    application = make_applicant()
    decline(application=application, by=coordinator, reason="Not sure.")

    approve(application=application, by=coordinator)

    application.refresh_from_db()
    assert (application.state, application.reason) == ("approved", "")
    assert len(letters()) == 2


def test_applicant_whose_address_is_not_confirmed_is_not_decided(coordinator):
    application = make_applicant(is_confirmed=False)

    with pytest.raises(NotConfirmed):
        approve(application=application, by=coordinator)
    with pytest.raises(NotConfirmed):
        decline(application=application, by=coordinator, reason="No.")
    assert letters() == []


def test_applicant_is_not_declined_without_a_reason(coordinator):
    application = make_applicant()

    with pytest.raises(NoReason):
        decline(application=application, by=coordinator, reason="  ")
    application.refresh_from_db()
    assert application.state == "waiting"


def test_member_is_not_declined_nor_withdrawn(coordinator):
    application = make_applicant()
    approve(application=application, by=coordinator)

    with pytest.raises(AlreadyLetIn):
        decline(application=application, by=coordinator, reason="Too late.")
    with pytest.raises(AlreadyLetIn):
        withdraw(application=application)


def test_withdrawn_application_is_not_decided_until_asked_again(coordinator):
    application = make_applicant()
    withdraw(application=application)
    withdraw(application=application)

    with pytest.raises(IsWithdrawn):
        approve(application=application, by=coordinator)
    with pytest.raises(IsWithdrawn):
        decline(application=application, by=coordinator, reason="No.")
    ask_again(application=application)
    approve(application=application, by=coordinator)

    application.refresh_from_db()
    assert application.state == "approved"


def test_sentence_is_corrected_while_it_waits_and_not_after(coordinator):
    application = make_applicant()
    correct(application=application, why="Better said.")
    application.refresh_from_db()
    assert application.why == "Better said."

    decline(application=application, by=coordinator, reason="No.")
    correct(application=application, why="Said afterwards.")
    application.refresh_from_db()
    assert application.why == "Better said."


def test_coordinators_are_told_once_of_a_confirmed_applicant(coordinator, person):
    member = person("Mona")
    application = make_applicant(is_confirmed=False)

    confirm(user=application.user)
    confirm(user=application.user)

    told = Notification.objects.values_list("person", "kind", "title")
    assert list(told) == [(coordinator.pk, "applications", "Grace would like to join")]
    assert not member.notifications.exists()


def test_confirming_a_person_who_never_applied_changes_nothing(person):
    confirm(user=person())

    assert not Notification.objects.exists()


@pytest.fixture
def claimed(person):
    """An organisation with a website, and an owner who is a member."""
    organisation = make_organisation(
        "Equal Care", website="https://www.equalcare.coop/"
    )
    Membership.objects.create(
        user=person("Olive"), organisation=organisation, role=Membership.Role.OWNER
    )
    return organisation


def state_after_confirming(**fields):
    application = make_applicant(is_confirmed=False, **fields)
    confirm(user=application.user)
    application.refresh_from_db()
    return application.state, application.way


def test_address_at_the_domain_of_a_claimed_organisation_is_let_in_at_once(
    claimed, settings
):
    settings.APPROVE_BY_DOMAIN = True

    assert state_after_confirming(
        email="Grace@EqualCare.coop", organisation=claimed
    ) == ("approved", "domain")
    assert letters() == [("application-approved", "grace@equalcare.coop")]


def test_address_at_the_domain_waits_while_the_setting_is_off(claimed):
    assert state_after_confirming(
        email="grace@equalcare.coop", organisation=claimed
    ) == ("waiting", "")


@pytest.mark.parametrize(
    "address",
    [
        "grace@mail.equalcare.coop",
        "grace@notequalcare.coop",
        "grace@equalcare.coop.example.org",
        "equalcare.coop@example.org",
        "grace@www.equalcare.coop",
    ],
)
def test_address_at_another_domain_waits(claimed, settings, address):
    settings.APPROVE_BY_DOMAIN = True

    assert state_after_confirming(email=address, organisation=claimed)[0] == "waiting"


@pytest.mark.parametrize("website", ["", "https://[", "https://www."])
def test_organisation_without_a_usable_website_lets_nobody_in(
    claimed, settings, website
):
    settings.APPROVE_BY_DOMAIN = True
    type(claimed).objects.update(website=website)
    claimed.refresh_from_db()

    assert state_after_confirming(organisation=claimed)[0] == "waiting"


def test_organisation_nobody_acts_for_lets_nobody_in(settings, person):
    settings.APPROVE_BY_DOMAIN = True
    organisation = make_organisation(website="https://equalcare.coop")
    Membership.objects.create(user=person("Ed"), organisation=organisation)

    assert (
        state_after_confirming(email="g@equalcare.coop", organisation=organisation)[0]
        == "waiting"
    )


def test_organisation_whose_owner_is_switched_off_lets_nobody_in(claimed, settings):
    settings.APPROVE_BY_DOMAIN = True
    User.objects.update(is_active=False)

    assert (
        state_after_confirming(email="grace@equalcare.coop", organisation=claimed)[0]
        == "waiting"
    )


def test_organisation_that_is_a_draft_lets_nobody_in(claimed, settings):
    settings.APPROVE_BY_DOMAIN = True
    type(claimed).objects.update(live=False)
    claimed.refresh_from_db()

    assert (
        state_after_confirming(email="grace@equalcare.coop", organisation=claimed)[0]
        == "waiting"
    )


def test_invited_person_is_let_in_at_once_by_setting(settings, person):
    settings.APPROVE_INVITED = True
    invitation = make_invitation(person())

    assert state_after_confirming(invitation=invitation) == ("approved", "invitation")
    invitation.refresh_from_db()
    assert invitation.used_by.email == "grace@example.org"


def test_invited_person_waits_without_the_setting_and_it_is_known_who_invited(person):
    invitation = make_invitation(person("Ada"))

    assert state_after_confirming(invitation=invitation)[0] == "waiting"
    assert Application.objects.get().invitation.inviter.display_name == "Ada"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"email": "somebody.else@example.org"},
        {"used_at": timezone.now()},
        {"taken_back_at": timezone.now()},
        {"made_at": timezone.now() - timedelta(days=15)},
    ],
)
def test_invitation_of_another_or_used_or_old_or_taken_back_counts_for_nothing(
    settings, person, spoilt
):
    settings.APPROVE_INVITED = True
    invitation = make_invitation(person(), **spoilt)

    assert state_after_confirming(invitation=invitation) == ("waiting", "")
    assert Application.objects.get().invitation is None


def test_invitation_of_somebody_switched_off_counts_for_nothing(settings, person):
    settings.APPROVE_INVITED = True
    invitation = make_invitation(person(is_active=False))

    assert state_after_confirming(invitation=invitation)[0] == "waiting"


def test_person_invited_by_an_owner_acts_for_the_organisation_once_let_in(
    claimed, settings
):
    settings.APPROVE_INVITED = True
    owner = claimed.memberships.get().user
    invitation = make_invitation(owner, organisation=claimed)

    state_after_confirming(invitation=invitation)

    joined = claimed.memberships.get(user__email="grace@example.org")
    assert joined.role == Membership.Role.EDITOR


def test_person_invited_by_another_member_does_not_act_for_the_organisation(
    claimed, settings, person
):
    settings.APPROVE_INVITED = True
    invitation = make_invitation(person("Mallory"), organisation=claimed)

    state_after_confirming(invitation=invitation)

    assert claimed.memberships.count() == 1


def test_letters_with_the_decision_hold_what_the_coordinator_wrote(coordinator):
    application = make_applicant()
    decline(application=application, by=coordinator, reason="Not <yet> & why.")
    approve(application=application, by=coordinator, reason="Welcome, Grace's co-op!")

    approved = Letter.objects.get(composer="application-approved")
    mail = composer_of("application-approved").compose(approved)
    gone = Letter.objects.get(composer="application-declined")

    assert "Welcome, Grace's co-op!" in mail.text
    assert "Welcome, Grace&#x27;s co-op!" in mail.html
    assert "http://localhost:8000/accounts/login/" in mail.text
    # The decision was another one since.
    assert composer_of("application-declined").compose(gone) is None
