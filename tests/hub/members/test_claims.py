"""Asking to act for an organisation, and being answered."""

import pytest
from django.core.cache import cache

from hub.members.acting import actions
from hub.members.acting.rules import may_keep
from hub.members.models import Claim, Membership
from tests.factories.acting import (
    make_claim,
    make_coordinator,
    make_member,
    make_membership,
)
from tests.factories.directory import make_organisation

CLAIM = "/co-ops/equal-care/claim/"
PAGE = "/me/organisations/equal-care/"


@pytest.fixture(autouse=True)
def care(home):
    cache.clear()
    return make_organisation("Equal Care")


@pytest.fixture
def clara():
    return make_member("Clara")


@pytest.fixture
def owner(care):
    owner = make_member("Olive")
    make_membership(owner, care)
    return owner


def told(user) -> list[str]:
    return list(user.notifications.order_by("pk").values_list("title", flat=True))


def test_member_claims_and_its_owners_hear_of_it(care, clara, owner, client_for):
    editor = make_member("Eddie")
    make_membership(editor, care, "editor")
    # An owner elsewhere, who is an editor here, is no owner here.
    make_membership(editor, make_organisation("Other Care"))
    answer = client_for(clara).post(CLAIM, {"grounds": "I run its rota."}, follow=True)
    assert "You are told when it is decided" in answer.text
    claim = Claim.objects.get()
    assert (claim.user, claim.grounds, claim.state) == (
        clara,
        "I run its rota.",
        "waiting",
    )
    assert told(owner) == ["Clara asks to act for Equal Care"]
    assert told(editor) == []


def test_coordinators_hear_of_a_claim_once_and_nobody_of_their_own(care, owner, clara):
    cora, both, bystander = (make_coordinator(name) for name in ("Cora", "Bo", "Cy"))
    make_membership(both, care)
    bystander.is_active = False
    bystander.save()

    claim = actions.claim(user=clara, organisation=care, grounds="I run its rota.")

    (one,) = cora.notifications.all()
    assert one.title == "Clara asks to act for Equal Care"
    assert one.url == f"/admin/desk/claims/{claim.pk}/"
    # Whoever is an owner too is told as one.
    assert [one.kind for one in both.notifications.all()] == ["organisation-changes"]
    assert told(bystander) == told(clara) == []
    actions.claim(user=cora, organisation=make_organisation("Other"), grounds="Mine.")
    assert told(cora) == ["Clara asks to act for Equal Care"]


def test_only_coordinators_choose_how_they_hear_of_claims(owner, client_for):
    label = "Members who ask to act for an organisation"
    choices = "/me/notifications/choices/"

    assert label in client_for(make_coordinator()).get(choices).text
    assert label not in client_for(owner).get(choices).text


def test_visitor_is_led_to_sign_in(client):
    answer = client.get(CLAIM)
    assert answer["Location"] == f"/accounts/login/?next={CLAIM}"


def test_claim_without_grounds_is_refused_and_says_why(clara, client_for):
    answer = client_for(clara).post(CLAIM, {"grounds": "  "})
    assert "Say how a coordinator can tell" in answer.text
    assert not Claim.objects.exists()


def test_claim_that_is_too_long_keeps_what_was_typed(clara, client_for):
    answer = client_for(clara).post(CLAIM, {"grounds": "long " * 200})
    assert "long long" in answer.text
    assert not Claim.objects.exists()


def test_claiming_twice_leaves_one_claim(care, clara, client_for):
    browser = client_for(clara)
    for _ in range(2):
        answer = browser.post(CLAIM, {"grounds": "I run its rota."}, follow=True)
    assert Claim.objects.count() == 1
    assert "asked to act for Equal Care already" in answer.text
    with pytest.raises(actions.AlreadyAsked):
        actions.claim(user=clara, organisation=care, grounds="Again.")


def test_claim_by_somebody_who_acts_for_it_is_refused(care, owner):
    with pytest.raises(actions.AlreadyActs):
        actions.claim(user=owner, organisation=care, grounds="I am.")


def test_more_claims_than_fit_are_refused(clara):
    for number in range(actions.MOST_WAITING):
        make_claim(clara, make_organisation(f"Care {number}"))
    with pytest.raises(actions.TooManyWaiting):
        actions.claim(
            user=clara, organisation=make_organisation("One more"), grounds="I am."
        )


def test_claims_are_limited_in_a_day_and_nothing_typed_is_lost(
    clara, client_for, settings
):
    settings.ACCOUNT_RATE_LIMITS = {"claim_organisation": "1/d/user"}
    browser = client_for(clara)
    browser.post(CLAIM, {"grounds": "I run its rota."})
    browser.post(f"/me/claims/{Claim.objects.get().pk}/withdraw/")
    answer = browser.post(CLAIM, {"grounds": "I run its rota still."})
    assert "try again tomorrow" in answer.text
    assert "I run its rota still." in answer.text
    assert Claim.objects.count() == 1


def test_first_approved_becomes_owner_and_the_next_an_editor(care, clara):
    coordinator = make_coordinator()
    first = actions.approve(claim=make_claim(clara, care), by=coordinator)
    second = actions.approve(
        claim=make_claim(make_member("Dora"), care), by=coordinator
    )
    third = actions.approve(
        claim=make_claim(make_member("Eve"), care), by=coordinator, role="owner"
    )
    assert [first.role, second.role, third.role] == ["owner", "editor", "owner"]
    assert told(clara)[0] == "You can now act for Equal Care"
    assert "Dora now acts for Equal Care" in told(clara)


def test_first_becomes_owner_even_where_an_editor_was_asked_for(care, clara):
    make_membership(make_member("Eddie"), care, "editor")
    membership = actions.approve(
        claim=make_claim(clara, care), by=make_coordinator(), role="editor"
    )
    assert membership.role == "owner"


def test_nobody_decides_their_own_claim(care):
    coordinator = make_coordinator()
    own = make_claim(coordinator, care)
    with pytest.raises(actions.NotAllowed):
        actions.approve(claim=own, by=coordinator)
    with pytest.raises(actions.NotAllowed):
        actions.decline(claim=own, by=coordinator, reason="No.")
    assert not may_keep(coordinator, care)


def test_owner_of_another_organisation_decides_nothing_here(care, clara, client_for):
    outsider = make_member("Otto")
    make_membership(outsider, make_organisation("Other Care"))
    claim = make_claim(clara, care)
    browser = client_for(outsider)
    for address in (PAGE, "/me/organisations/other-care/"):
        answer = browser.post(f"{address}claims/{claim.pk}/", {"decision": "approve"})
        assert answer.status_code == 404
    with pytest.raises(actions.NotAllowed):
        actions.approve(claim=claim, by=outsider)
    assert not may_keep(clara, care)


def test_editor_decides_nothing(care, clara, client_for):
    editor = make_member("Eddie")
    make_membership(editor, care, "editor")
    claim = make_claim(clara, care)
    answer = client_for(editor).post(
        f"{PAGE}claims/{claim.pk}/", {"decision": "approve"}
    )
    assert answer.status_code == 404
    assert not may_keep(clara, care)


def test_claim_is_decided_once(care, clara):
    claim = make_claim(clara, care)
    coordinator = make_coordinator()
    actions.approve(claim=claim, by=coordinator)
    stale = Claim.objects.get(pk=claim.pk)
    with pytest.raises(actions.AlreadyDecided):
        actions.decline(claim=stale, by=coordinator, reason="Too late.")
    with pytest.raises(actions.AlreadyDecided):
        actions.withdraw(claim=stale)
    assert Membership.objects.count() == 1
    assert Claim.objects.get().state == "approved"


def test_owner_approves_from_the_page(care, clara, owner, client_for):
    claim = make_claim(clara, care)
    answer = client_for(owner).post(
        f"{PAGE}claims/{claim.pk}/", {"decision": "approve"}, follow=True
    )
    assert "Clara now acts for Equal Care" in answer.text
    assert Membership.objects.get(user=clara).role == "editor"


def test_owner_declines_with_words_that_are_shown_as_words(
    care, clara, owner, client_for
):
    claim = make_claim(clara, care)
    browser = client_for(owner)
    empty = browser.post(f"{PAGE}claims/{claim.pk}/", {"decision": "decline"})
    assert "Say why" in empty.text
    assert Claim.objects.get().state == "waiting"
    browser.post(
        f"{PAGE}claims/{claim.pk}/",
        {"decision": "decline", "reason": "<script>alert(1)</script> & ask us"},
    )
    assert Claim.objects.get().state == "declined"
    shown = client_for(clara).get("/me/organisations/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ask us" in shown
    assert "<script>alert(1)" not in shown
    assert told(clara) == ["Your request to act for Equal Care was declined"]


def test_claim_is_taken_back_by_its_maker_alone(care, clara, client_for):
    claim = make_claim(clara, care)
    withdraw = f"/me/claims/{claim.pk}/withdraw/"
    assert client_for(make_member("Sam")).post(withdraw).status_code == 404
    assert Claim.objects.get().state == "waiting"
    client_for(clara).post(withdraw)
    assert Claim.objects.get().state == "withdrawn"
    assert told(clara) == []


def test_person_switched_off_has_no_claim_that_waits(care, clara, owner, client_for):
    make_claim(clara, care)
    clara.is_active = False
    clara.save()
    assert "People who ask to join" not in client_for(owner).get(PAGE).text


def test_joining_by_invitation_closes_the_claim_and_keeps_a_higher_role(
    care, clara, owner
):
    make_claim(clara, care)
    joined = actions.join_organisation(user=clara, organisation=care, by=owner)
    assert joined.role == "editor"
    assert Claim.objects.get().state == "approved"
    again = actions.join_organisation(user=owner, organisation=care)
    assert again.role == "owner"
