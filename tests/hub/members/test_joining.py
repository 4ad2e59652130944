import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from hub.accounts.models import User
from hub.members.joining.actions import approve, decline
from hub.members.models import Application, Consent
from hub.notify.models import Letter
from tests.conftest import PASSWORD
from tests.factories.directory import make_organisation
from tests.factories.joining import (
    CODE,
    GOOD_PASSWORD,
    SIGN_UP,
    STANDS,
    answers,
    code_in,
    note_of,
    sign_up,
)
from tests.factories.members import make_applicant, make_invitation


@pytest.fixture(autouse=True)
def no_limits_used(home):
    cache.clear()
    yield
    cache.clear()


def page_of(response):
    return BeautifulSoup(response.content, "html5lib")


def complaints(response):
    summary = page_of(response).select_one(".error-summary")
    return summary.get_text(" ", strip=True) if summary else ""


def confirm(client, delivered):
    code = code_in(delivered()[-1].body)
    return client.post(CODE, {"code": code}, follow=True)


def test_person_signs_up_confirms_and_sees_where_they_stand(client, delivered):
    organisation = make_organisation("Equal Care")

    sent = sign_up(client, organisation=organisation.pk, digest="on")
    assert sent.url == CODE
    seen = confirm(client, delivered)

    assert seen.redirect_chain[-1][0] == STANDS
    assert "waiting since" in seen.content.decode()
    user = User.objects.get(email="grace@example.org")
    application = user.application
    assert (user.display_name, user.approved_at) == ("Grace Hopper", None)
    assert application.organisation == organisation
    assert application.state == "waiting"
    assert application.confirmed_at
    assert user.profile.kind == "founder"
    assert user.check_password(GOOD_PASSWORD)
    consents = dict(user.consents.values_list("what", "is_given"))
    assert consents == {"privacy-notice": True, "digest": True}
    assert all(Consent.objects.values_list("wording", flat=True))
    assert "_auth_user_id" not in client.session


def test_digest_not_ticked_is_noted_as_not_wanted(client):
    sign_up(client)

    assert Consent.objects.get(what="digest").is_given is False


def test_profile_of_a_name_without_letters_has_an_address(client):
    sign_up(client, display_name="李 ☃")
    sign_up(Client(), display_name="李 ☃", email="two@example.org")

    slugs = [user.profile.slug for user in User.objects.all()]
    assert len(set(slugs)) == 2
    assert all(slugs)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"display_name": ""}, "give your name"),
        ({"email": "not an address"}, "valid email"),
        ({"password1": "short1"}, "too short"),
        ({"password1": "password1234"}, "too common"),
        ({"password1": "qwertyuiop123"}, "easy to guess"),
        ({"password1": "aaaaaaaaaaaaaaaa"}, "easy to guess"),
        ({"kind": "king"}, "valid choice"),
        ({"organisation": "999999"}, "valid choice"),
        ({"organisation": "x' OR 1"}, "valid choice"),
        ({"why": "x" * 301}, "at most 300"),
        ({"privacy": None}, "cannot keep an account"),
        ({"display_name": "Gr\x00ace"}, "Null"),
        ({"email": "gr\x00ace@example.org"}, "Null"),
        ({"note": ""}, "send it again"),
        ({"note": "forged:abc:def"}, "send it again"),
        ({"note": 2}, "quicker than we expect"),
        ({"note": 25 * 60 * 60}, "more than a day"),
    ],
)
def test_bad_answer_is_explained_and_nothing_typed_is_lost(client, changed, complaint):
    if isinstance(changed.get("note"), int):
        changed = {"note": note_of(changed["note"])}
    response = sign_up(client, **changed)

    assert complaint.lower() in complaints(response).lower()
    page = page_of(response)
    kept = answers(**changed)
    assert page.select_one("textarea[name=why]").text.strip() == kept["why"]
    shown = page.select_one("input[name=proposed_organisation]")["value"]
    assert shown == "Tyne Care Co-op"
    assert not page.select_one("input[name=password1]").get("value")
    assert not User.objects.exists()


def test_form_that_was_too_old_can_be_sent_again_as_it_is(client):
    refused = sign_up(client, note=note_of(25 * 60 * 60))
    fresh = page_of(refused).select_one("input[name=note]")["value"]

    assert fresh
    assert "quicker" in complaints(sign_up(client, note=fresh))


def test_note_kept_by_a_program_opens_one_account(client):
    note = note_of()
    sign_up(client, note=note)

    again = sign_up(Client(), note=note, email="second@example.org")

    assert "sent already" in complaints(again)
    assert User.objects.count() == 1


def test_program_that_fills_every_field_gets_no_account_and_no_mail(client):
    response = sign_up(client, homepage="https://spam.example")

    assert response.url == CODE
    assert not User.objects.exists()
    assert not Letter.objects.exists()


def test_trap_is_hidden_by_a_class_and_from_every_reader(client):
    page = page_of(client.get(SIGN_UP))
    trap = page.select_one("input[name=homepage]")

    assert trap.get("style") is None
    assert trap["tabindex"] == "-1"
    assert trap.parent["aria-hidden"] == "true"
    assert "visually-hidden" in trap.parent["class"]


def test_draft_organisation_is_not_offered_nor_taken(client):
    hidden = make_organisation("Hidden Care", live=False)

    assert "Hidden Care" not in client.get(SIGN_UP).content.decode()
    assert "valid choice" in complaints(sign_up(client, organisation=hidden.pk))


def without_secrets(response):
    html = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def test_known_address_gets_the_same_answer_and_its_owner_a_letter(
    client, person, delivered
):
    person("Grace")
    known, unknown = Client(), Client()

    first = sign_up(known)
    second = sign_up(unknown, email="heidi@example.org")

    assert (first.status_code, first.url) == (second.status_code, second.url)
    pages = [without_secrets(visitor.get(CODE)) for visitor in (known, unknown)]
    pages = [
        page.replace("grace@example.org", "X").replace("heidi@example.org", "X")
        for page in pages
    ]
    assert pages[0] == pages[1]
    mails = {mail.to[0]: mail for mail in delivered()}
    assert "account with this address already" in mails["grace@example.org"].body
    assert User.objects.get(email="grace@example.org").check_password(PASSWORD)
    assert not Application.objects.filter(user__email="grace@example.org").exists()


def test_code_guessed_for_a_known_address_opens_nothing(client, person):
    person("Grace")
    sign_up(client)

    for guess in ("", "ABCDEF", "123456"):
        client.post(CODE, {"code": guess})

    assert "_auth_user_id" not in client.session
    assert client.get(STANDS).url == "/accounts/login/"


def test_code_is_refused_after_three_wrong_ones(client, delivered):
    sign_up(client)
    code = code_in(delivered()[-1].body)
    for _ in range(3):
        client.post(CODE, {"code": "WRONGX"})

    client.post(CODE, {"code": code})

    assert Application.objects.get().confirmed_at is None


def test_two_sign_ups_with_one_address_open_one_account(client, monkeypatch):
    sign_up(client)
    from allauth.account.internal.flows import manage_email

    monkeypatch.setattr(
        manage_email, "assess_unique_email", lambda email, user=None: True
    )

    second = sign_up(Client())

    assert second.url == CODE
    assert User.objects.count() == Application.objects.count() == 1


def test_account_is_not_opened_by_halves(client, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError("stopped in the middle")

    monkeypatch.setattr("hub.members.joining.form.take_in", fail)
    with pytest.raises(RuntimeError):
        sign_up(client)

    assert not User.objects.exists()


def test_visitor_of_the_form_gets_no_session(client):
    response = client.get(SIGN_UP)

    assert "sessionid" not in response.cookies
    assert not Session.objects.exists()


def test_form_asks_the_database_as_often_for_many_organisations(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    make_organisation("One")
    client.get(SIGN_UP)
    with django_assert_max_num_queries(20) as few:
        client.get(SIGN_UP)
    for number in range(30):
        make_organisation(f"Further {number}")

    with django_assert_num_queries(len(few)):
        client.get(SIGN_UP)


def sign_in(client, address="grace@example.org", **more):
    sent = {"login": address, "password": "a long password for tests", **more}
    return client.post("/accounts/login/", sent, follow=True)


@pytest.fixture
def applicant(db):
    from hub.accounts.addresses import vouch_for

    application = make_applicant()
    vouch_for(application.user)
    return application


def test_applicant_who_signs_in_sees_their_application_and_gets_no_session(
    client, applicant
):
    seen = sign_in(client)

    assert seen.redirect_chain[-1][0] == STANDS
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "door",
    ["/me/invitations/", "/admin/", "/accounts/email/", "/accounts/2fa/", "/forum/"],
)
def test_applicant_goes_no_further_by_typing_an_address(client, applicant, door):
    sign_in(client, next=door)
    answer = client.get(door, follow=True)

    assert "_auth_user_id" not in client.session
    assert "Sign out" not in answer.content.decode()


def test_address_of_the_application_leads_strangers_to_the_sign_in_page(client):
    assert client.get(STANDS).url == "/accounts/login/"
    assert client.post(STANDS, {"action": "withdraw"}).url == "/accounts/login/"


def test_applicant_corrects_their_sentence(client, applicant):
    sign_in(client)

    client.post(STANDS, {"action": "correct", "why": "Better said."})
    refused = client.post(STANDS, {"action": "correct", "why": "x" * 301})

    applicant.refresh_from_db()
    assert applicant.why == "Better said."
    assert "at most 300" in complaints(refused)
    assert "x" * 301 in refused.content.decode()


def test_applicant_withdraws_and_asks_again(client, applicant):
    sign_in(client)

    client.post(STANDS, {"action": "withdraw"})
    applicant.refresh_from_db()
    assert applicant.state == "withdrawn"
    assert "You withdrew" in client.get(STANDS).content.decode()

    client.post(STANDS, {"action": "ask-again"})
    applicant.refresh_from_db()
    assert applicant.state == "waiting"


def test_declined_applicant_reads_the_reason_safely(client, applicant, person):
    decline(application=applicant, by=person("Cora"), reason="<b>Not</b> yet.")

    seen = sign_in(client).content.decode()

    assert "&lt;b&gt;Not&lt;/b&gt; yet." in seen


def test_applicant_let_in_while_they_look_goes_on(client, applicant, person):
    sign_in(client)
    approve(application=applicant, by=person("Cora"))

    answer = client.get(STANDS)

    assert answer.url == "/"
    assert client.session["_auth_user_id"] == str(applicant.user.pk)


def test_applicant_switched_off_while_they_look_is_out(client, applicant):
    sign_in(client)
    User.objects.update(is_active=False)

    assert client.get(STANDS).url == "/accounts/inactive/"


def test_person_never_let_in_who_never_applied_is_told_so(client):
    from hub.accounts.addresses import vouch_for

    user = User.objects.create_user(
        "grace@example.org", PASSWORD, display_name="G", approved_at=None
    )
    vouch_for(user)

    assert "not open" in sign_in(client).content.decode()


def test_applicant_who_lost_the_page_is_sent_a_new_code_on_signing_in(
    client, delivered
):
    sign_up(client)
    other = Client()
    other.post(
        "/accounts/login/", {"login": "grace@example.org", "password": GOOD_PASSWORD}
    )
    code = code_in(delivered()[-1].body)

    seen = other.post(CODE, {"code": code}, follow=True)

    assert seen.redirect_chain[-1][0] == STANDS


def test_invited_person_is_let_in_with_the_address_fixed(
    client, person, settings, delivered
):
    from hub.members.joining.invitation_tokens import invitation_token

    settings.APPROVE_INVITED = True
    invitation = make_invitation(person("Ada"))
    token = invitation_token(invitation)

    greeted = client.get(f"/invitation/{token}/")
    assert "Ada has invited you" in greeted.content.decode()
    form = page_of(client.get(f"{SIGN_UP}?invitation={token}"))
    assert form.select_one("input[name=email]")["value"] == "grace@example.org"
    sign_up(client, invitation=token, email="mallory@example.org")
    seen = confirm(client, delivered)

    user = User.objects.get(email="grace@example.org")
    assert user.approved_at
    assert "_auth_user_id" in client.session
    assert seen.status_code == 200
    assert not User.objects.filter(email="mallory@example.org").exists()
    assert "no longer works" in client.get(f"/invitation/{token}/").content.decode()


@pytest.mark.parametrize("token", ["1", "1:forged", "nonsense", "%00", "9" * 400])
def test_forged_invitation_tells_nothing(client, person, token):
    make_invitation(person("Ada"))

    answer = client.get(f"/invitation/{token}/")

    assert answer.status_code in (200, 400)
    assert "Ada" not in answer.content.decode()
    assert "grace@example.org" not in answer.content.decode()


def test_invitation_is_used_up_by_confirming_and_not_by_looking(client, person):
    from hub.members.joining.invitation_tokens import invitation_token

    invitation = make_invitation(person("Ada"))
    sign_up(client, invitation=invitation_token(invitation))

    invitation.refresh_from_db()
    assert invitation.used_at is None
