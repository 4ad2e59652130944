import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from hub.accounts.models import User
from tests.conftest import PASSWORD
from tests.factories.accounts import make_staff
from tests.factories.second_factor import add_totp, begin_sign_in, totp_now

WHY = "/accounts/second-factor/"
SECOND = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def required(home, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    "page", ["/admin/", "/admin/pages/", "/admin/account/", "/admin/users/"]
)
@pytest.mark.parametrize("kind", ["administrator", "editor"])
def test_staff_without_a_second_factor_see_no_page_of_the_editor(
    person, client_for, page, kind
):
    user = (
        person(is_superuser=True)
        if kind == "administrator"
        else make_staff("Ed", "Editors")
    )

    answer = client_for(user).get(page)

    assert answer.url.startswith(WHY)
    assert client_for(user).post(page, {}).url.startswith(WHY)


def test_page_says_why_and_leads_on_to_both_ways(person, client_for):
    client = client_for(person(is_superuser=True))

    text = client.get("/admin/", follow=True).content.decode()

    assert "A second step is needed" in text
    assert "/accounts/2fa/totp/activate/" in text
    assert "/accounts/2fa/passkeys/add/" in text


def test_staff_with_a_second_factor_reach_the_editor(person, client_for):
    user = person(is_superuser=True)
    add_totp(user)

    assert client_for(user).get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(person, client_for):
    user = person(is_superuser=True)
    RecoveryCodes.activate(user)

    assert client_for(user).get("/admin/").url.startswith(WHY)


def test_member_is_asked_for_no_second_factor(person, client_for):
    client = client_for(person())

    assert client.get("/admin/", follow=True).status_code == 403


def test_page_tells_nobody_of_a_second_step_that_is_not_there(person, client_for):
    text = client_for(person()).get(WHY).text

    assert "Your second step is set up" not in text
    assert "/accounts/2fa/" in text


def test_staff_may_sign_out_without_a_second_factor(person, client_for):
    client = client_for(person(is_superuser=True))

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "target", ["//evil.example/admin/", "https://evil.example", "/", "//admin/"]
)
def test_page_leads_on_to_nothing_but_the_editor(person, client_for, target):
    user = person(is_superuser=True)
    add_totp(user)

    page = client_for(user).get(WHY, {"next": target})
    link = BeautifulSoup(page.content, "html5lib").select_one("main a.button")

    assert link["href"] == "/admin/"


def test_password_alone_opens_nothing_where_there_is_an_app(client, person):
    add_totp(person(is_superuser=True))

    answer = begin_sign_in(client, "ada@example.org", PASSWORD, next="/admin/")

    assert answer.url.startswith(SECOND)
    for door in ("/admin/", "/accounts/2fa/", "/accounts/password/change/"):
        assert "/accounts/" in client.get(door).url
    assert "_auth_user_id" not in client.session


def test_code_of_the_app_signs_in_and_a_used_one_does_not(client, person):
    add_totp(person())
    code = totp_now()

    begin_sign_in(client, "ada@example.org", PASSWORD)
    assert client.post(SECOND, {"code": code}).url == "/"

    other = Client()
    begin_sign_in(other, "ada@example.org", PASSWORD)
    again = other.post(SECOND, {"code": code})
    assert "was used already" in again.content.decode()
    assert "_auth_user_id" not in other.session


def test_used_code_is_not_taken_while_it_would_still_be_good(client, person):
    add_totp(person())
    code = totp_now()
    begin_sign_in(client, "ada@example.org", PASSWORD)
    client.post(SECOND, {"code": code})
    # What allauth remembers of it runs out before the code does.
    key = f"allauth.mfa.totp.used?user={User.objects.get().pk}&code={code}"
    assert cache.delete(key)

    other = Client()
    begin_sign_in(other, "ada@example.org", PASSWORD)
    other.post(SECOND, {"code": f"{code[:3]} {code[3:]}"})

    assert "_auth_user_id" not in other.session


def test_guessing_codes_ends_after_ten(client, person):
    add_totp(person())
    begin_sign_in(client, "ada@example.org", PASSWORD)
    for _ in range(10):
        client.post(SECOND, {"code": "000000"})

    right = client.post(SECOND, {"code": totp_now()})

    assert right.status_code == 200
    assert "_auth_user_id" not in client.session


def recently_signed_in(user):
    client = Client()
    begin_sign_in(client, user.email, PASSWORD)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_app_is_set_up_and_recovery_codes_are_shown_once(
    person, delivered, django_capture_on_commit_callbacks
):
    client = recently_signed_in(person())
    page = client.get("/accounts/2fa/totp/activate/")
    secret = BeautifulSoup(page.content, "html5lib").select_one("main code").text

    with django_capture_on_commit_callbacks(execute=True):
        shown = client.post(
            "/accounts/2fa/totp/activate/", {"code": totp_now(secret)}, follow=True
        )
    codes = re.findall(r"<code>(\w+)</code>", shown.content.decode())
    again = client.get("/accounts/2fa/recovery-codes/").content.decode()

    assert len(codes) == 10
    assert not any(code in again for code in codes)
    bodies = " ".join(mail.body for mail in delivered())
    assert "authenticator app was set up" in bodies
    assert {mail.to[0] for mail in delivered()} == {"ada@example.org"}


def test_recovery_code_signs_in_once(client, person):
    user = person()
    add_totp(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    begin_sign_in(client, "ada@example.org", PASSWORD)

    assert client.post(SECOND, {"code": code}).url == "/"
    other = Client()
    begin_sign_in(other, "ada@example.org", PASSWORD)
    other.post(SECOND, {"code": code})
    assert "_auth_user_id" not in other.session


def test_picture_for_the_app_is_within_the_policy(person):
    client = recently_signed_in(person())

    page = client.get("/accounts/2fa/totp/activate/")

    picture = BeautifulSoup(page.content, "html5lib").select_one("main img")
    assert picture["src"].startswith("data:image/svg+xml;")
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "page",
    ["2fa/passkeys/add/", "2fa/passkeys/", "2fa/", "2fa/recovery-codes/generate/"],
)
def test_page_of_second_factors_is_in_our_look_and_without_inline_script(person, page):
    user = person()
    client = recently_signed_in(user)
    add_totp(user)

    response = client.get(f"/accounts/{page}")
    html = BeautifulSoup(response.content, "html5lib")

    assert response.status_code == 200
    assert html.select_one("header.header") is not None
    assert len(html.find_all("h1")) == 1
    for script in html.find_all("script"):
        assert script.get("src") or script["type"] == "application/json"


def test_passkey_belongs_to_the_sites_own_address(person, settings):
    settings.BASE_URL = "https://hub.example"
    client = recently_signed_in(person())

    page = client.get("/accounts/2fa/passkeys/add/", HTTP_HOST="localhost")
    block = BeautifulSoup(page.content, "html5lib").select_one("#passkey-options")
    options = json.loads(block.string)["creation_options"]["publicKey"]

    assert options["rp"] == {"id": "hub.example", "name": "Care Co-op Hub"}


@pytest.mark.parametrize("credential", ["", "nonsense", "{}", "[]", "null", '{"id":1}'])
def test_broken_passkey_is_refused_politely(client, person, credential):
    client.get("/accounts/2fa/passkeys/login/", headers={"accept": "application/json"})

    answer = client.post("/accounts/2fa/passkeys/login/", {"credential": credential})

    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session
    signed_in = recently_signed_in(person())
    signed_in.get("/accounts/2fa/passkeys/add/")
    added = signed_in.post(
        "/accounts/2fa/passkeys/add/", {"name": "x", "credential": credential}
    )
    assert added.status_code == 200
    assert not Authenticator.objects.exists()


def test_sign_in_by_passkey_is_begun_only_so_often_from_one_address(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"begin_passkey_login": "2/5m/ip"}
    address, sent = "/accounts/2fa/passkeys/login/", {"accept": "application/json"}

    def begun(ip):
        return Client(REMOTE_ADDR=ip).get(address, headers=sent).status_code

    assert [begun("192.0.2.7") for _ in range(4)] == [200, 200, 429, 429]
    assert Session.objects.count() == 2
    assert begun("192.0.2.8") == 200


def test_passkey_of_another_is_not_there(person):
    grace = person("Grace")
    passkey = Authenticator.objects.create(
        user=grace, type="webauthn", data={"name": "Hers", "credential": {}}
    )
    client = recently_signed_in(person())

    for what in ("edit", "remove"):
        page = f"/accounts/2fa/passkeys/{passkey.pk}/{what}/"
        assert client.get(page).status_code == 404
        assert client.post(page, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_administrator_made_on_the_command_line_is_led_to_a_second_factor(
    client, monkeypatch
):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser",
        email="root@example.org",
        display_name="Root",
        interactive=False,
        verbosity=0,
    )
    answer = begin_sign_in(client, "root@example.org", PASSWORD, next="/admin/")

    assert answer.url == "/admin/"
    assert client.get("/admin/").url.startswith(WHY)


def test_sessions_are_listed_and_ended_elsewhere(person):
    user = person()
    here, there = recently_signed_in(user), recently_signed_in(user)

    assert UserSession.objects.filter(user=user).count() == 2
    here.post("/accounts/sessions/")

    assert "_auth_user_id" in here.session
    assert there.get("/accounts/sessions/").status_code == 302


def test_new_device_is_announced_by_mail_and_a_known_one_is_not(person, delivered):
    user = person()
    known = recently_signed_in(user)
    assert delivered() == []

    recently_signed_in(user)
    assert "device that we do not know" in delivered()[-1].body
    known.post("/accounts/logout/")
    begin_sign_in(known, user.email, PASSWORD)
    assert len(delivered()) == 1


def test_cookie_of_a_device_cannot_be_forged(client, person, delivered):
    user = person()
    recently_signed_in(user)
    client.cookies["known-device"] = f"{user.pk}:forged"

    begin_sign_in(client, user.email, PASSWORD)

    assert len(delivered()) == 1


def test_visitor_gets_no_cookie_of_a_device(client):
    client.get("/accounts/login/")

    assert "known-device" not in client.cookies


def test_person_switched_off_loses_every_session_at_once(person, client_for):
    user = person()
    client = recently_signed_in(user)

    user.is_active = False
    user.save()

    assert client.get("/accounts/sessions/").status_code == 302
    assert not UserSession.objects.filter(user=user).exists()
    user.is_active = True
    user.save()
    assert client.get("/accounts/sessions/").status_code == 302


def test_password_set_anew_asks_for_the_second_factor_still(client, person, delivered):
    add_totp(person())
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = re.search(r"http://localhost:8000(/acc\S+)", delivered()[-1].body)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = "crimson kettle drives seven otters"
    client.post(form, {"password1": new, "password2": new})

    assert "_auth_user_id" not in client.session
    assert begin_sign_in(client, "ada@example.org", new).url.startswith(SECOND)


@pytest.mark.parametrize("fields", [{"is_active": False}, {"approved_at": None}])
def test_reset_lets_nobody_in_who_is_switched_off_or_waits(
    client, person, delivered, fields
):
    person()
    User.objects.update(**fields)
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    found = re.search(r"http://localhost:8000(/acc\S+)", delivered()[-1].body)
    if found:
        form = client.get(found[1], follow=True).request["PATH_INFO"]
        new = "crimson kettle drives seven otters"
        client.post(form, {"password1": new, "password2": new})
        begin_sign_in(client, "ada@example.org", new)

    assert "_auth_user_id" not in client.session


def test_address_is_changed_by_a_code_and_both_addresses_are_told(person, delivered):
    from tests.factories.joining import code_in

    user = person()
    client = recently_signed_in(user)
    client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})
    user.refresh_from_db()
    assert user.email == "ada@example.org"

    code = code_in(delivered()[-1].body)
    client.post("/accounts/confirm-email/", {"code": code})

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert delivered()[-1].to == ["ada@example.org"]
    assert "was changed from" in delivered()[-1].body


def test_person_with_an_app_can_change_their_address(person, delivered):
    user = person()
    client = recently_signed_in(user)
    add_totp(user)

    client.post("/accounts/email/", {"action_add": "1", "email": "new@example.org"})

    assert delivered()[-1].to == ["new@example.org"]


def test_taken_address_looks_the_same_when_asked_for(person, delivered):
    client = recently_signed_in(person())
    person("Grace")

    taken = client.post(
        "/accounts/email/", {"action_add": "1", "email": "grace@example.org"}
    )
    free = client.post(
        "/accounts/email/", {"action_add": "1", "email": "free@example.org"}
    )

    assert (taken.status_code, taken.url) == (free.status_code, free.url)


@pytest.mark.parametrize(
    ("panel", "field"),
    [("password", "new_password1"), ("name_email", "email")],
)
def test_editors_own_page_changes_neither_password_nor_address(
    person, client_for, panel, field
):
    user = person(is_superuser=True)
    add_totp(user)
    client = client_for(user)

    page = client.get("/admin/account/").content.decode()
    client.post(
        "/admin/account/",
        {
            "old_password": PASSWORD,
            "password-new_password1": "crimson kettle drives",
            "name_email-email": "evil@example.org",
            "name_email-display_name": "Ada",
        },
    )

    user.refresh_from_db()
    assert f"{panel}-{field}" not in page
    assert user.email == "ada@example.org"
    assert user.check_password(PASSWORD)
