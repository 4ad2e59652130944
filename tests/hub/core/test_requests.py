import pytest
from django.urls import reverse

from hub.directory.listing import questions

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)


def directives(policy):
    return {part.strip() for part in policy.split(";")}


@pytest.mark.parametrize("address", ["/", "/co-ops/", "/accounts/login/", "/nothing/"])
def test_public_page_has_the_strict_policy_exactly(home, client, address):
    response = client.get(address)

    assert directives(response["Content-Security-Policy"]) == directives(PUBLIC_POLICY)


def test_editor_has_a_policy_of_its_own(home, person, client_for):
    response = client_for(person(is_superuser=True)).get("/admin/")

    policy = directives(response["Content-Security-Policy"])
    assert response.status_code == 200
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert {"default-src 'none'", "frame-ancestors 'self'", "base-uri 'none'"} <= policy
    assert not any("unsafe-eval" in part or "http" in part for part in policy)


@pytest.mark.parametrize("address", ["/", "/admin/", "/healthz", "/nothing/"])
def test_every_answer_has_the_other_headers(home, client, address):
    response = client.get(address)

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "Content-Security-Policy" in response


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/co-ops/a%00b/",
        "/co-ops/?q=a%00b",
        "/co-ops/?a%00b=1",
        "/co-ops/?q=%ff",
        "/co-ops/?%ff=1",
        "/co-ops/?kind=a&kind=%c3%28",
    ],
)
def test_address_that_is_not_text_is_a_bad_request_in_our_look(home, client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert b'class="header"' in response.content


def test_words_in_any_script_are_welcome(home, client):
    assert client.get("/co-ops/", {"q": "gofal cymdeithasol ŵ 介護"}).status_code == 200


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_cookie_with_a_nul_byte_is_a_bad_request(home, client, name):
    response = client.get(
        "/accounts/login/", headers={"cookie": f'{name}="abcdefghij\\000klm"'}
    )

    assert response.status_code == 400


def test_query_with_too_many_values_is_a_bad_request_in_our_look(home, client):
    response = client.get("/co-ops/?" + "&" * 10_001)

    assert response.status_code == 400
    assert b'class="header"' in response.content


def test_address_beyond_any_use_is_refused_in_our_look(home, client):
    response = client.get("/co-ops/", {"q": "a" * 20_000})

    assert response.status_code == 400
    assert b'class="header"' in response.content


def test_address_with_every_filter_ticked_is_within_use(home, client):
    ticked = {
        question.name: [value for value, _ in question.options]
        for question in questions()
    }

    response = client.get("/co-ops/", ticked | {"q": "\u0175" * 200, "near": "a" * 100})

    assert len(ticked["council"]) > 200
    assert response.status_code == 200


def test_preview_keeps_the_strict_policy_and_may_be_framed(home, person, client_for):
    editor = client_for(person(is_superuser=True))
    address = reverse("wagtailadmin_pages:view_draft", args=[home.pk])

    response = editor.get(address)

    policy = directives(response["Content-Security-Policy"])
    assert response.status_code == 200
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self'" in policy
