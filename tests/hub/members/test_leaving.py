"""Leaving: hidden at once, a way back, and then nothing is left."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from forum.forum_conversation.models import Post
from hub.accounts import personal
from hub.accounts.models import FORMER_MEMBER, User
from hub.members.kept.leaving import (
    ask_to_leave,
    come_back,
    erase_account,
    erase_due_accounts,
)
from hub.members.models import Membership
from hub.members.profiles.actions import sweep_photos
from hub.members.profiles.photos import keep_photo, photo_path
from hub.notify.models import Letter
from hub.notify.outbox import composer_of
from hub.search.models import SearchEntry
from tests.factories.directory import make_organisation
from tests.factories.members import make_member
from tests.hub.members.kept import SECRET, person_of_whom_all_is_kept, sign_in
from tests.hub.members.pictures import squares

LEAVE = "/me/leave/"
YES = {"posts": "keep", "is_meant": "on"}


def shows_who(client):
    client.post("/accounts/reauthenticate/", {"password": "a long password"})
    return client


def the_letter(person):
    letter = Letter.objects.get(composer="leaving", person=person)
    return composer_of("leaving").compose(letter)


def due(person) -> None:
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now())


def test_leaving_needs_to_be_meant_and_shown_who_one_is(member):
    assert member.post(LEAVE, YES).url.startswith("/accounts/reauthenticate/")
    shows_who(member)
    assert "required" in member.post(LEAVE, {"posts": "keep"}).text
    assert "valid choice" in member.post(LEAVE, YES | {"posts": "burn"}).text
    member.user.refresh_from_db()
    assert member.user.leaves_at is None


def test_leaving_signs_out_everywhere_and_hides_at_once(home, member):
    profile = make_member("Ada", name_seen_by="public")
    here, there = sign_in(profile.user), sign_in(profile.user)
    page = shows_who(here).post(LEAVE, YES)
    assert "You are leaving" in page.text
    for one in (here, there):
        assert one.get("/me/").status_code == 302
    assert not UserSession.objects.filter(user=profile.user).exists()
    assert member.get(profile.get_absolute_url()).status_code == 404
    assert "Ada" not in member.get("/people/").text
    key = f"members.profile:{profile.pk}"
    assert SearchEntry.objects.get(key=key).is_gone
    # Sessions from before stay ended for one who comes back.
    come_back(person=profile.user)
    assert there.get("/me/").status_code == 302


def test_mail_confirms_and_leads_back_to_the_account_as_it_was(home, client):
    profile = make_member("Ada")
    ask_to_leave(person=profile.user, erases_posts=True)
    mail = the_letter(profile.user)
    assert "Hello Ada" in mail.text
    link = re.search(r"(/me/leave/\S+)", mail.text)[1]
    assert link in mail.html
    assert client.get(link).status_code == 200
    profile.user.refresh_from_db()
    assert not profile.user.is_active
    assert client.post(link).url == "/accounts/login/"
    profile.user.refresh_from_db()
    assert profile.user.is_active
    assert profile.user.leaves_at is None
    assert SearchEntry.objects.get(key=f"members.profile:{profile.pk}").title == "Ada"
    assert "done its work" in client.post(link).text


def test_link_of_an_earlier_leaving_undoes_no_later_one(home, client):
    ada = make_member("Ada").user
    ask_to_leave(person=ada, erases_posts=False)
    link = re.search(r"(/me/leave/\S+)", the_letter(ada).text)[1]
    come_back(person=ada)
    ask_to_leave(person=ada, erases_posts=False)
    client.post(link)
    ada.refresh_from_db()
    assert ada.leaves_at is not None


@pytest.mark.parametrize("token", ["x", "1:2:3", "%00", "a" * 3_000])
def test_made_up_link_is_not_found(client, home, token):
    assert client.get(f"{LEAVE}{token}/").status_code in (400, 404)


def test_signing_in_meanwhile_offers_the_way_back_and_signs_nobody_in(home, client):
    ada = make_member("Ada").user
    ask_to_leave(person=ada, erases_posts=False)
    form = {"login": ada.email, "password": "a long password"}
    page = client.post("/accounts/login/", form, follow=True)
    assert "Would you like to come back?" in page.text
    assert client.get("/me/").status_code == 302
    wrong = client.post("/accounts/login/", form | {"password": "wrong"}, follow=True)
    assert "come back" not in wrong.text


def test_only_owner_is_told_and_has_to_agree(member, client_for):
    organisation = make_organisation("Equal Care")
    Membership.objects.create(
        user=member.user, organisation=organisation, role=Membership.Role.OWNER
    )
    shows_who(member)
    assert "Equal Care" in member.post(LEAVE, YES).text
    member.user.refresh_from_db()
    assert member.user.leaves_at is None
    Membership.objects.create(
        user=make_member("Bea").user, organisation=organisation, role="owner"
    )
    assert "You are leaving" in member.post(LEAVE, YES).text


def test_last_administrator_stays(home, client_for):
    ada = make_member("Ada").user
    ada.is_superuser = True
    ada.save()
    page = shows_who(client_for(ada)).post(LEAVE, YES)
    assert "only administrator" in page.text
    ada.refresh_from_db()
    assert ada.is_active


def everything() -> str:
    """Return every word in the database, as far as rows of tables hold words."""
    words = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            words.extend(str(row) for row in cursor.fetchall())
    return "\n".join(words)


def test_nothing_is_left_of_one_who_left(
    home, member, django_capture_on_commit_callbacks
):
    profile = person_of_whom_all_is_kept()
    Authenticator.objects.create(
        user=profile.user, type="totp", data={"secret": SECRET}
    )
    ada, photo, slug = profile.user, profile.photo, profile.slug
    address, hashed = ada.email, ada.password
    assert SECRET in everything()
    ask_to_leave(person=ada, erases_posts=True)
    due(ada)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_due_accounts() == (1, 0)
    left = everything()
    for trace in (SECRET, SECRET.lower(), address, hashed, slug):
        assert trace not in left, trace
    assert not photo_path(photo, "large").exists()
    ada.refresh_from_db()
    assert not ada.is_active
    assert ada.erased_at
    assert not ada.has_usable_password()
    assert ada.email.endswith(".invalid")
    assert ada.get_display_name() == FORMER_MEMBER
    assert member.get(f"/people/{slug}/").status_code == 404
    assert erase_due_accounts() == (0, 0)


def test_words_stay_under_a_former_member_when_that_was_chosen(home):
    profile = person_of_whom_all_is_kept()
    ask_to_leave(person=profile.user, erases_posts=False)
    due(profile.user)
    erase_due_accounts()
    (post,) = Post.objects.filter(poster=profile.user)
    assert SECRET in post.content.raw
    assert str(post.poster) == FORMER_MEMBER


def test_nobody_is_erased_before_the_day_or_after_coming_back(home):
    ada, ben = make_member("Ada").user, make_member("Ben").user
    ask_to_leave(person=ada, erases_posts=False)
    ask_to_leave(person=ben, erases_posts=False)
    due(ben)
    come_back(person=ben)
    assert erase_due_accounts() == (0, 0)
    for one in (ada, ben):
        one.refresh_from_db()
        assert one.erased_at is None


@pytest.mark.parametrize("fields", [None, ["is_active"]])
def test_leaver_whom_an_administrator_switches_on_stays(home, fields):
    ada = make_member("Ada").user
    ask_to_leave(person=ada, erases_posts=True)
    due(ada)
    ada.refresh_from_db()
    ada.is_active = True
    ada.save(update_fields=fields)
    assert erase_due_accounts() == (0, 0)
    ada.refresh_from_db()
    assert (ada.leaves_at, ada.erases_posts, ada.erased_at) == (None, False, None)


def test_account_switched_on_past_all_notice_is_not_erased(home):
    ada = make_member("Ada").user
    ask_to_leave(person=ada, erases_posts=False)
    due(ada)
    User.objects.filter(pk=ada.pk).update(is_active=True)
    assert erase_due_accounts() == (0, 0)
    assert erase_account(pk=ada.pk) is False


def test_account_is_erased_whole_or_not_at_all_and_keeps_no_other_waiting(
    home, monkeypatch
):
    ada, ben = make_member("Ada").user, make_member("Ben").user
    for one in (ada, ben):
        ask_to_leave(person=one, erases_posts=False)
        due(one)
    part = next(part for part in personal.parts() if part.key == "forum")

    def fails(person):
        if person.pk == ada.pk:
            raise RuntimeError("killed")
        part.erase(person)

    with monkeypatch.context() as patch:
        broken = personal.Part("forum", "F", "W.", "K.", part.export, fails)
        patch.setitem(personal._parts, "forum", broken)
        with pytest.raises(CommandError):
            call_command("erase_accounts")
    ada.refresh_from_db()
    ben.refresh_from_db()
    assert (ada.erased_at, ada.display_name) == (None, "Ada")
    assert ada.profile
    assert ben.erased_at
    call_command("erase_accounts")
    ada.refresh_from_db()
    assert ada.erased_at


def test_picture_that_no_profile_names_is_swept_and_a_new_one_is_not(home, monkeypatch):
    left_over = keep_photo(squares())
    assert sweep_photos() == 0
    monkeypatch.setattr("hub.members.profiles.photos.time.time", lambda: 9e9)
    sweep_photos()
    assert not photo_path(left_over, "small").exists()


def test_erased_person_cannot_come_back_or_sign_in(home):
    ada = make_member("Ada").user
    address = ada.email
    ask_to_leave(person=ada, erases_posts=False)
    due(ada)
    erase_due_accounts()
    assert come_back(person=ada) is False
    form = {"login": address, "password": "a long password"}
    page = Client().post("/accounts/login/", form, follow=True)
    assert page.context["user"].is_anonymous
