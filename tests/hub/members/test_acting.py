"""Who acts for an organisation: what they may do, and until when."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hub.directory.models import Organisation
from hub.members.acting import actions
from hub.members.acting.confirming import NotShown, confirm_entry
from hub.members.acting.rules import may_keep, may_manage_people
from hub.members.models import Claim, Membership
from hub.notify.models import Notification
from tests.factories.acting import (
    make_claim,
    make_coordinator,
    make_member,
    make_membership,
)
from tests.factories.directory import make_organisation

MINE = "/me/organisations/"
PAGE = "/me/organisations/equal-care/"


@pytest.fixture
def care(home):
    return make_organisation("Equal Care")


@pytest.fixture
def owner(care):
    owner = make_member("Olive")
    make_membership(owner, care)
    return owner


@pytest.fixture
def editor(care):
    editor = make_member("Eddie")
    make_membership(editor, care, "editor")
    return editor


def told(user) -> list[str]:
    return list(user.notifications.order_by("pk").values_list("title", flat=True))


def test_keeping_and_managing_follow_the_role(care, owner, editor):
    other = make_organisation("Other Care")
    stranger = make_member("Sam")
    assert [may_keep(who, care) for who in (owner, editor, stranger)] == [
        True,
        True,
        False,
    ]
    assert [may_manage_people(who, care) for who in (owner, editor, stranger)] == [
        True,
        False,
        False,
    ]
    assert not may_keep(owner, other)
    assert not may_manage_people(owner, other)


def test_keeping_ends_when_a_person_is_switched_off(care, owner):
    owner.is_active = False
    owner.save()
    assert not may_keep(owner, care)
    assert not may_manage_people(owner, care)


def test_coordinator_manages_people_but_keeps_no_entry_of_their_own(care, owner):
    coordinator = make_coordinator()
    assert may_manage_people(coordinator, care)
    assert not may_keep(coordinator, care)


def test_last_owner_can_neither_leave_nor_step_down(care, owner, editor):
    membership = Membership.objects.get(user=owner)
    with pytest.raises(actions.LastOwner):
        actions.leave(membership=membership)
    with pytest.raises(actions.LastOwner):
        actions.change_role(membership=membership, by=owner, role="editor")
    with pytest.raises(actions.LastOwner):
        actions.remove(membership=membership, by=owner)
    assert Membership.objects.get(user=owner).role == "owner"


def test_owner_who_is_switched_off_does_not_stand_in_for_the_last(care, owner):
    gone = make_member("Gone")
    make_membership(gone, care)
    gone.is_active = False
    gone.save()
    with pytest.raises(actions.LastOwner):
        actions.leave(membership=Membership.objects.get(user=owner))


def test_owner_leaves_once_somebody_else_is_owner(care, owner, editor):
    actions.change_role(
        membership=Membership.objects.get(user=editor), by=owner, role="owner"
    )
    actions.leave(membership=Membership.objects.get(user=owner))
    assert list(Membership.objects.values_list("user__display_name", "role")) == [
        ("Eddie", "owner")
    ]
    assert told(editor)[-1] == "Olive no longer acts for Equal Care"


def test_coordinator_may_remove_the_last_owner(care, owner):
    actions.remove(membership=Membership.objects.get(user=owner), by=make_coordinator())
    assert not Membership.objects.exists()
    assert told(owner) == ["You no longer act for Equal Care"]


@pytest.mark.parametrize("verb", ["change_role", "remove"])
def test_editor_and_owner_of_another_change_nobody(care, owner, editor, verb):
    outsider = make_member("Otto")
    make_membership(outsider, make_organisation("Other Care"))
    membership = Membership.objects.get(user=owner)
    extra = {"role": "editor"} if verb == "change_role" else {}
    for who in (editor, outsider):
        with pytest.raises(actions.NotAllowed):
            getattr(actions, verb)(membership=membership, by=who, **extra)
    assert Membership.objects.get(user=owner).role == "owner"


def test_removed_owner_with_a_tab_open_can_do_nothing_more(
    care, owner, editor, client_for
):
    second = make_member("Otis")
    make_membership(second, care)
    tab = client_for(owner)
    assert tab.get(PAGE).status_code == 200
    removed = Membership.objects.get(user=owner)
    actions.remove(membership=removed, by=second)
    victim = Membership.objects.get(user=editor)
    answers = [
        tab.get(PAGE),
        tab.post(f"{PAGE}people/{victim.pk}/remove/"),
        tab.post(f"{PAGE}people/{victim.pk}/role/", {"role": "owner"}),
        tab.post(f"{PAGE}confirm/"),
        tab.post(f"{PAGE}leave/"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert Membership.objects.filter(organisation=care).count() == 2
    assert "Otis" not in tab.get(MINE).text


def test_what_a_removed_person_was_told_of_the_organisation_goes_with_them(
    care, owner, editor
):
    claimant = make_member("Clara")
    actions.claim(user=claimant, organisation=care, grounds="I work there.")
    actions.change_role(
        membership=Membership.objects.get(user=editor), by=owner, role="owner"
    )
    assert "Clara asks to act for Equal Care" in told(owner)
    actions.remove(membership=Membership.objects.get(user=owner), by=editor)
    assert told(owner) == ["You no longer act for Equal Care"]


def test_people_of_an_organisation_are_hidden_from_everybody_else(
    care, owner, client_for, client
):
    there = client_for(make_member("Sam")).get(PAGE)
    nowhere = client_for(make_member("Tom")).get("/me/organisations/no-such/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "Olive" not in there.text
    assert client.get(PAGE)["Location"].startswith("/accounts/login/")


def test_draft_organisation_is_hidden_from_members_and_kept_by_its_own(
    home, client_for
):
    make_organisation("Secret Care", live=False)
    member = client_for(make_member("Sam"))
    for address in ("/me/organisations/secret-care/", "/co-ops/secret-care/claim/"):
        assert member.get(address).status_code == 404


def test_page_of_an_owner_manages_and_of_an_editor_only_shows(
    care, owner, editor, client_for
):
    make_claim(make_member("Clara"), care)
    managed = client_for(owner).get(PAGE).text
    shown = client_for(editor).get(PAGE).text
    assert "Make owner" in managed
    assert "Clara" in managed
    assert "Olive" in shown
    assert "Make owner" not in shown
    assert "Clara" not in shown


def test_role_is_changed_and_person_removed_from_the_page(
    care, owner, editor, client_for
):
    browser = client_for(owner)
    one = Membership.objects.get(user=editor)
    browser.post(f"{PAGE}people/{one.pk}/role/", {"role": "owner"})
    one.refresh_from_db()
    assert one.role == "owner"
    assert browser.post(f"{PAGE}people/{one.pk}/role/", {"role": "king"}).url == PAGE
    browser.post(f"{PAGE}people/{one.pk}/remove/")
    assert not Membership.objects.filter(pk=one.pk).exists()


def test_people_of_another_organisation_cannot_be_changed_through_ones_own(
    care, owner, client_for
):
    victim = make_membership(make_member("Vic"), make_organisation("Other Care"))
    browser = client_for(owner)
    answers = [
        browser.post(f"{PAGE}people/{victim.pk}/remove/"),
        browser.post(f"{PAGE}people/{victim.pk}/role/", {"role": "editor"}),
        browser.post(f"/me/organisations/other-care/people/{victim.pk}/remove/"),
        browser.post(f"{PAGE}people/{10**30}/remove/"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    victim.refresh_from_db()
    assert victim.role == "owner"


def test_last_owner_is_told_on_the_page_what_to_do_first(care, owner, client_for):
    answer = client_for(owner).post(f"{PAGE}leave/", follow=True)
    assert "Make somebody else an owner first" in answer.text
    assert may_keep(owner, care)


def test_confirming_sets_the_day_and_keeps_who_did_it(care, owner, client_for):
    client_for(owner).post(f"{PAGE}confirm/")
    care.refresh_from_db()
    assert care.confirmed_on == timezone.localdate()
    assert care.live_revision_id == care.latest_revision_id
    assert not care.has_unpublished_changes
    entry = ModelLogEntry.objects.get(action="members.confirm_entry")
    assert (entry.user, entry.object_id) == (owner, str(care.pk))
    assert care.latest_revision.user == owner


def test_confirming_again_on_the_same_day_is_thanked_and_writes_nothing(
    care, owner, client_for
):
    before, browser = care.revisions.count(), client_for(owner)
    answers = [browser.post(f"{PAGE}confirm/", follow=True) for _ in range(3)]

    assert all("is confirmed as of today" in answer.text for answer in answers)
    log = ModelLogEntry.objects.filter(action="members.confirm_entry")
    assert (care.revisions.count(), log.count()) == (before + 1, 1)


def test_confirming_on_another_day_is_noted_again(care, owner):
    confirm_entry(organisation=care, by=owner)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Organisation.objects.update(confirmed_on=yesterday)

    confirm_entry(organisation=care, by=owner)

    care.refresh_from_db()
    assert care.confirmed_on == timezone.localdate()
    assert ModelLogEntry.objects.filter(action="members.confirm_entry").count() == 2


def test_confirming_leaves_a_draft_a_draft_and_its_words_alone(care, owner):
    care.summary = "Words that are not published yet."
    care.save_revision()
    confirm_entry(organisation=care, by=owner)
    care.refresh_from_db()
    assert care.summary == "What Equal Care is."
    assert care.has_unpublished_changes
    care.get_latest_revision().publish()
    care.refresh_from_db()
    assert care.summary == "Words that are not published yet."
    assert care.confirmed_on == timezone.localdate()


def test_confirming_is_for_those_who_act_for_it_and_for_entries_on_the_site(
    care, owner
):
    with pytest.raises(actions.NotAllowed):
        confirm_entry(organisation=care, by=make_member("Sam"))
    care.unpublish()
    with pytest.raises(NotShown):
        confirm_entry(organisation=care, by=owner)
    care.refresh_from_db()
    assert care.confirmed_on is None


def test_confirming_tells_nobody_that_the_entry_changed(care, owner, editor):
    confirm_entry(organisation=care, by=owner)
    assert not Notification.objects.exists()


def test_entry_published_by_somebody_else_is_told_to_those_who_keep_it(
    care, owner, editor
):
    outsider = make_member("Otto")
    make_membership(outsider, make_organisation("Other Care"))
    care.save_revision(user=owner).publish()
    assert told(owner) == []
    assert told(editor) == ["The entry of Equal Care has changed"]
    assert told(outsider) == []


def test_profile_offers_the_claim_to_members_and_the_button_to_its_own(
    care, owner, client, client_for
):
    profile = "/co-ops/equal-care/"
    visitor = client.get(profile)
    assert "/co-ops/equal-care/claim/" in visitor.text
    assert not visitor.cookies
    assert visitor.text == Client().get(profile).text
    assert (
        "/co-ops/equal-care/claim/" in client_for(make_member("Sam")).get(profile).text
    )
    own = client_for(owner).get(profile).text
    assert "/co-ops/equal-care/claim/" not in own
    assert "This entry is still right" in own


def test_erasing_a_person_takes_what_they_act_for(care, owner):
    from hub.accounts.personal import parts

    claim = make_claim(owner, make_organisation("Other Care"))
    own = [part for part in parts() if part.key in {"organisations", "claims"}]
    rows = {part.key: part.export(owner) for part in own}
    assert rows["organisations"][0]["Organisation"] == "Equal Care"
    assert rows["claims"][0]["Grounds"] == claim.grounds
    for part in own:
        part.erase(owner)
    assert not Membership.objects.exists()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_the_database_the_same_for_many_people(
    number, care, owner, client_for, django_assert_max_num_queries
):
    browser = client_for(owner)
    for index in range(number):
        person = make_member(f"Person {index}")
        make_membership(person, care, "editor")
        make_claim(make_member(f"Claimant {index}"), care)
        other = make_organisation(f"Care {index}")
        make_membership(owner, other)
        make_claim(owner, make_organisation(f"Wish {index}"))
    browser.get(PAGE)
    with django_assert_max_num_queries(BUDGET[PAGE]):
        browser.get(PAGE)
    with django_assert_max_num_queries(BUDGET[MINE]):
        browser.get(MINE)


BUDGET = {PAGE: 12, MINE: 9}


def test_memberships_show_since_when(care, owner, client_for):
    Membership.objects.update(since=timezone.make_aware(dt.datetime(2025, 3, 4)))
    assert "since 4 March 2025" in client_for(owner).get(MINE).text
