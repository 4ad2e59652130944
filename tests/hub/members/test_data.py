"""One's own data in a file: all of it, for oneself alone, after showing who one is."""

import io
import json
import zipfile

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup

from hub.members import meeting_actions
from hub.members.models import Consent, Introduction
from hub.members.takeout import take_out
from tests.factories.members import make_member
from tests.hub.members.kept import SECRET, person_of_whom_all_is_kept

DOWNLOAD = "/me/data/download/"


def shows_who(client):
    client.post("/accounts/reauthenticate/", {"password": "a long password"})
    return client


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_file_holds_every_part_twice_and_the_photo(home, client_for):
    profile = person_of_whom_all_is_kept()
    response = shows_who(client_for(profile.user)).post(DOWNLOAD)
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    archive = opened(response)
    assert set(archive.namelist()) == {"my-data.json", "my-data.html", "photo.jpg"}
    parts = json.loads(archive.read("my-data.json"))["parts"]
    for key in [
        "account",
        "profile",
        "invitations",
        "introductions",
        "consents",
        "signing-in",
        "saved-searches",
        "forum",
    ]:
        assert parts[key]["rows"], key
        assert SECRET in json.dumps(parts[key]["rows"]) or key == "signing-in", key
    page = archive.read("my-data.html").decode()
    for row in parts["forum"]["rows"] + parts["profile"]["rows"]:
        for value in row.values():
            if isinstance(value, str):
                assert value in BeautifulSoup(page, "html.parser").text


def test_file_holds_no_secret_of_signing_in_and_no_address_of_others(home):
    profile = person_of_whom_all_is_kept()
    Authenticator.objects.create(
        user=profile.user, type="totp", data={"secret": SECRET}
    )
    text = zipfile.ZipFile(take_out(profile.user)).read("my-data.json").decode()
    parts = json.loads(text)["parts"]
    assert SECRET not in json.dumps(parts["signing-in"])
    assert profile.user.password not in text
    for other in ("ben@members.example", "cy@members.example"):
        assert other not in text


def test_file_tells_nobody_that_they_are_blocked(home, client_for):
    ada, ben = make_member("Ada").user, make_member("Ben").user
    meeting_actions.block(blocker=ben, blocked=ada)
    Introduction.objects.create(asker=ada, asked=ben, message="Hello")
    text = opened(shows_who(client_for(ada)).post(DOWNLOAD)).read("my-data.json")
    rows = json.loads(text)["parts"]["introductions"]["rows"]
    assert [row["Answer"] for row in rows] == ["Waiting for an answer"]


def test_markup_somebody_wrote_is_words_in_their_file(home, client_for):
    profile = make_member("Ada", role="<script>alert(1)</script>")
    page = opened(shows_who(client_for(profile.user)).post(DOWNLOAD))
    assert b"<script>" not in page.read("my-data.html")


def test_file_is_not_sent_before_one_has_shown_who_one_is(member):
    answer = member.post(DOWNLOAD)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert member.get(DOWNLOAD).url == "/me/data/"


@pytest.mark.parametrize(
    "path",
    [
        "/me/",
        "/me/data/",
        "/me/profile/",
        "/me/consents/",
        "/me/leave/",
        "/me/introductions/",
    ],
)
def test_visitor_is_sent_to_the_sign_in_page(client, home, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_account_page_leads_to_pages_that_are_there(member):
    page = BeautifulSoup(member.get("/me/").content, "html.parser")
    links = [link["href"] for link in page.select("main a")]
    assert {"/me/profile/", "/me/data/", "/me/leave/", "/people/"} - set(links) == {
        "/people/"
    }
    for link in links:
        assert member.get(link).status_code in (200, 302), link


def test_consents_are_listed_with_wording_and_nobody_elses(member):
    Consent.objects.create(
        user=member.user, what="rules", wording="I keep the rules.", is_given=True
    )
    Consent.objects.create(
        user=make_member("Bea").user, what="rules", wording="Not mine", is_given=True
    )
    page = member.get("/me/consents/").text
    assert "I keep the rules." in page
    assert "Not mine" not in page
    assert member.post("/me/consents/rules/withdraw/").status_code == 404
    assert member.post("/me/consents/nonsense/withdraw/").status_code == 404
