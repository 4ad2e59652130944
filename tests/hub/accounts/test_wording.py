"""The account's own pages ask in the hub's words, and a label is not said twice."""

import pytest
from bs4 import BeautifulSoup

PAGES = (
    "/accounts/email/",
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/accounts/2fa/totp/activate/",
)


@pytest.mark.parametrize("address", PAGES)
def test_question_has_a_label_of_ours_and_no_placeholder(person, client, address):
    user = person()
    client.post(
        "/accounts/login/",
        {"login": user.email, "password": "a long password for tests"},
    )

    page = BeautifulSoup(client.get(address, follow=True).text, "html5lib")

    questions = page.select("main input:not([type=hidden])")
    assert questions
    assert not [one["name"] for one in questions if one.has_attr("placeholder")]
    words = " ".join(label.get_text(" ", strip=True) for label in page.select("label"))
    assert "Email" not in words
    assert "Forgot your password?" not in page.text
