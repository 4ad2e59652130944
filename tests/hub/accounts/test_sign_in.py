import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from hub.accounts.models import User
from tests.conftest import PASSWORD

SIGN_IN = "/accounts/login/"
RESET = "/accounts/password/reset/"
WRONG = "The email address and/or password you specified are not correct."
TOO_MANY = "Too many failed login attempts. Try again later."


@pytest.fixture(autouse=True)
def no_guesses_yet():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, address="ada@example.org", password=PASSWORD, **more):
    headers = {"REMOTE_ADDR": more.pop("ip", "192.0.2.1")}
    sent = {"login": address, "password": password, **more}
    return client.post(SIGN_IN, sent, **headers)


def complaint(response):
    page = BeautifulSoup(response.content, "html5lib")
    summary = page.select_one(".error-summary")
    return [line.text.strip() for line in summary.find_all("li")] if summary else []


def test_person_signs_in_with_their_address_in_any_case(home, client, person):
    user = person()

    response = sign_in(client, "ADA@Example.org")

    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_person_switched_off_does_not_get_in(home, client, person):
    person(is_active=False)

    response = sign_in(client)

    assert response.url == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session
    assert client.get(response.url).status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_answer(home, client, person):
    person()

    known = sign_in(client, "ada@example.org", "a wrong password")
    unknown = sign_in(client, "nobody@example.org", "a wrong password")

    assert complaint(known) == complaint(unknown) == [WRONG]
    assert without_secrets(known, "ada") == without_secrets(unknown, "nobody")


def without_secrets(response, name):
    html = response.content.decode().replace(name, "NAME")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def test_eleventh_guess_at_an_account_is_refused_from_anywhere(home, client, person):
    person()
    for number in range(10):
        guess = sign_in(client, password=f"guess {number}", ip=f"192.0.2.{number}")
        assert complaint(guess) == [WRONG]

    eleventh = sign_in(client, "ADA@example.org", ip="192.0.2.99")

    assert complaint(eleventh) == [TOO_MANY]
    assert "_auth_user_id" not in client.session


def test_eleventh_guess_from_an_address_is_refused_for_any_account(
    home, client, person
):
    person()
    for number in range(10):
        sign_in(client, f"somebody{number}@example.org", "a guess")

    assert complaint(sign_in(client)) == [TOO_MANY]
    assert sign_in(client, ip="192.0.2.7").status_code == 302


def test_signing_in_rightly_is_not_counted_as_a_guess(home, client, person):
    person()
    for _ in range(12):
        assert sign_in(client).status_code == 302
        client.post("/accounts/logout/")


def test_forwarded_address_is_not_believed_without_a_proxy(home, client, person):
    person()
    for number in range(10):
        client.post(
            SIGN_IN,
            {"login": f"n{number}@example.org", "password": "a guess"},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )

    refused = client.post(
        SIGN_IN,
        {"login": "ada@example.org", "password": PASSWORD},
        headers={"x-forwarded-for": "198.51.100.200"},
    )

    assert complaint(refused) == [TOO_MANY]


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_other_doors_lead_to_the_one_sign_in_page(home, client, person, door):
    person(is_superuser=True)

    asked = client.get(f"{door}?next=/admin/pages/")
    sent = client.post(door, {"username": "ada@example.org", "password": PASSWORD})

    assert asked.url == f"{SIGN_IN}?next=/admin/pages/"
    assert sent.url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_editor_is_sent_on_to_the_page_they_asked_for(home, client, person):
    person(is_superuser=True)

    asked = client.get("/admin/reports/locked/")
    page = BeautifulSoup(client.get(asked.url).content, "html5lib")
    after = page.select_one("main input[name=next]")["value"]

    assert asked.url == f"{SIGN_IN}?next=/admin/reports/locked/"
    assert sign_in(client, next=after).url == "/admin/reports/locked/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "//["]
)
def test_signing_in_never_leads_to_another_site(home, client, person, target):
    person()

    response = sign_in(client, next=target)

    assert response.url == "/"


def test_member_without_rights_is_told_so_and_not_sent_in_circles(
    home, person, client_for
):
    response = client_for(person()).get("/admin/", follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) <= 1
    assert b'class="header"' in response.content


def test_signed_in_person_is_sent_on_from_the_sign_in_page(home, person, client_for):
    client = client_for(person())

    assert client.get(SIGN_IN).url == "/"
    assert client.get(f"{SIGN_IN}?next=/co-ops/").url == "/co-ops/"


def test_known_and_unknown_address_get_the_same_answer_when_forgotten(
    home, client, person, delivered
):
    person()

    known = client.post(RESET, {"email": "ada@example.org"}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert without_secrets(known, "ada") == without_secrets(unknown, "nobody")
    sent = delivered()
    assert [message.to for message in sent] == [
        ["ada@example.org"],
        ["nobody@example.org"],
    ]
    assert "sign up" not in sent[1].body.lower()


@pytest.fixture
def reset_link(delivered):
    def ask(client):
        client.post(RESET, {"email": "ada@example.org"})
        address = re.search(r"http://localhost:8000(/acc\S+)", delivered()[-1].body)[1]
        return client.get(address, follow=True).request["PATH_INFO"]

    return ask


def test_forgotten_password_is_set_anew_by_the_link_once(
    home, client, person, reset_link
):
    person()
    link = reset_link(client)
    new = "another long password"

    client.post(link, {"password1": new, "password2": new})

    assert User.objects.get().check_password(new)
    other = "yet another password"
    client.post(link, {"password1": other, "password2": other})
    assert User.objects.get().check_password(new)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short pass1", "too short"),
        ("password1234", "too common"),
        ("ada@example.org", "too similar"),
    ],
)
def test_weak_password_is_refused_with_the_reason(
    home, client, person, password, reason, reset_link
):
    person()
    link = reset_link(client)

    response = client.post(link, {"password1": password, "password2": password})

    assert reason in " ".join(complaint(response))
    assert User.objects.get().check_password(PASSWORD)


def test_person_changes_their_password_and_stays_signed_in(home, person, client_for):
    client = client_for(person())
    new = "another long password"

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert User.objects.get().check_password(new)
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "address",
    [
        SIGN_IN,
        RESET,
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-nothing/",
        "/accounts/password/reset/key/done/",
        "/accounts/signup/",
        "/accounts/signup/passkey/",
        "/accounts/inactive/",
    ],
)
def test_page_before_signing_in_is_in_our_look(home, client, address):
    page = BeautifulSoup(client.get(address).content, "html5lib")

    assert page.select_one("header.header") is not None
    assert len(page.find_all("h1")) == 1
    assert page.title.text.endswith(" · Care Co-op Hub")
    assert_every_question_has_a_label(page)


@pytest.mark.parametrize(
    "address", ["logout", "password/change", "reauthenticate", "2fa", "sessions"]
)
def test_page_of_the_account_is_in_our_look(home, person, client_for, address):
    user = person()
    response = client_for(user).get(f"/accounts/{address}/")
    page = BeautifulSoup(response.content, "html5lib")

    assert response.status_code == 200
    assert page.select_one("header.header") is not None
    assert len(page.find_all("h1")) == 1
    assert user.email not in response.content.decode()
    assert_every_question_has_a_label(page)


def assert_every_question_has_a_label(page):
    labels = {label.get("for") for label in page.select("main label")}
    asked = page.select("main input:not([type=hidden]), main select, main textarea")
    assert {question["id"] for question in asked} <= labels


def test_signing_out_ends_the_session(home, person, client_for):
    client = client_for(person())

    response = client.post("/accounts/logout/")

    assert response.url == "/"
    assert "_auth_user_id" not in client.session


def test_signing_out_is_not_done_by_a_link(home, person, client_for):
    client = client_for(person())

    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session


def test_link_to_a_new_password_is_at_the_sites_own_address(
    home, person, client, delivered
):
    person("Ada")

    client.post(
        "/accounts/password/reset/",
        {"email": "ada@example.org"},
        HTTP_HOST="localhost:6666",
    )

    links = re.findall(r"https?://[^/\s]+", delivered()[0].body)
    assert set(links) == {"http://localhost:8000"}
