import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve, reverse

from hub.accounts.sessions import device_name
from tests.conftest import PASSWORD
from tests.factories.joining import CODE, code_in
from tests.factories.second_factor import begin_sign_in, totp_now

OWN_PAGES = {
    "/accounts/email/": "Your e-mail address",
    "/accounts/password/change/": "Change your password",
    "/accounts/2fa/": "Passkeys and second step",
    "/accounts/2fa/passkeys/": "Your passkeys",
    "/accounts/sessions/": "Where you are signed in",
    "/accounts/reauthenticate/": "Is it you?",
    "/me/invitations/": "Your invitations",
    "/me/notifications/": "Notifications",
    "/me/notifications/choices/": "What you are told, and how",
    "/search/saved/": "Your saved searches",
}

ENDED = "On your other devices you are signed out."


@pytest.fixture(autouse=True)
def no_limits_used(home):
    cache.clear()
    yield
    cache.clear()


def page_of(client, address):
    return BeautifulSoup(client.get(address).content, "html5lib")


@pytest.mark.parametrize(("address", "title"), OWN_PAGES.items())
def test_page_of_ones_own_says_where_it_stands_and_repeats_no_label(
    person, client_for, address, title
):
    page = page_of(client_for(person("Mara")), address)

    trail = [item.get_text(strip=True) for item in page.select(".breadcrumb li")]
    assert trail == ["Home", "My account", title]
    assert [h.get_text(strip=True) for h in page.select("h1")] == [title]
    assert not page.select("main [placeholder]")


def test_form_of_joining_says_for_each_question_what_is_missing(client):
    page = BeautifulSoup(client.post("/accounts/signup/", {}).content, "html5lib")

    said = page.select_one(".error-summary").get_text(" ", strip=True)
    assert "This field is required" not in said
    for sentence in (
        "Give your name.",
        "Give your e-mail address.",
        "Choose a password.",
        "Say what brings you here.",
        "Say in a sentence why you would like to join.",
    ):
        assert sentence in said


def test_setting_up_an_app_ends_the_persons_other_sessions_alone(
    person, django_capture_on_commit_callbacks
):
    mara, otto = person("Mara"), person("Otto")
    here, elsewhere, others = Client(), Client(), Client()
    for client, user in ((here, mara), (elsewhere, mara), (others, otto)):
        begin_sign_in(client, user.email, PASSWORD)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = page_of(here, "/accounts/2fa/totp/activate/")
    secret = page.select_one("main code").get_text(strip=True)

    with django_capture_on_commit_callbacks(execute=True):
        answer = here.post("/accounts/2fa/totp/activate/", {"code": totp_now(secret)})

    said = "\n".join(str(note) for note in get_messages(answer.wsgi_request))
    # Recovery codes are made with the first app, and say nothing of it again.
    assert "New recovery codes are made." in said
    assert said.count(ENDED) == 1
    assert Authenticator.objects.filter(user=mara, type="totp").exists()
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302
    assert others.get("/me/").status_code == 200
    assert UserSession.objects.filter(user=mara).count() == 1


def test_changing_the_password_ends_the_other_sessions_and_says_so(person):
    mara = person("Mara")
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(mara)
    new = "harbour violin tractor moss"

    answer = here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        follow=True,
    )

    assert "On your other devices you are signed out" in answer.content.decode()
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("page", "message", "sentence"),
    [
        ("mfa_add_webauthn", "webauthn_added", f"The passkey is added. {ENDED}"),
        ("mfa_signup_webauthn", "webauthn_added", "The passkey is added."),
        (
            "mfa_generate_recovery_codes",
            "recovery_codes_generated",
            f"New recovery codes are made. {ENDED}",
        ),
        (
            "mfa_add_webauthn",
            "recovery_codes_generated",
            "New recovery codes are made.",
        ),
    ],
)
def test_other_devices_are_told_of_once_and_to_those_who_may_have_some(
    rf, page, message, sentence
):
    request = rf.get(reverse(page))
    request.resolver_match = resolve(request.path)

    said = render_to_string(f"mfa/messages/{message}.txt", request=request)

    assert said.strip() == sentence


def test_changing_the_address_ends_the_persons_other_sessions_alone(person, delivered):
    mara, otto = person("Mara"), person("Otto")
    here, elsewhere, others = Client(), Client(), Client()
    for client, user in ((here, mara), (elsewhere, mara), (others, otto)):
        begin_sign_in(client, user.email, PASSWORD)
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    here.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    # Asking alone ends nothing: the address may be a slip of the pen.
    assert elsewhere.get("/me/").status_code == 200

    here.post(CODE, {"code": code_in(delivered()[-1].body)})

    mara.refresh_from_db()
    assert mara.email == "new@example.org"
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302
    assert others.get("/me/").status_code == 200


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/130.0.0.0 Safari/537.36",
            "Chrome on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox on Windows",
        ),
        ("<script>", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_device_is_named_as_people_call_it(said, name):
    assert device_name(said) == name
