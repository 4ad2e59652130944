"""One's own data in a file: all of it, for oneself alone, after showing who one is."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup

from hub.accounts.models import User
from hub.core.models import Topic
from hub.members.kept.takeout import take_out
from hub.members.meeting import actions as meeting_actions
from hub.members.models import Consent, Introduction, Membership
from hub.notify import outbox
from hub.notify.choosing import choose, way_of
from hub.notify.kinds import Way
from hub.notify.models import Notification
from tests.factories.directory import make_organisation
from tests.factories.members import make_member
from tests.hub.members.kept import SECRET, person_of_whom_all_is_kept

DOWNLOAD = "/me/data/download/"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
# "" stands for the page of a person.
BUDGETS = {"": 9, "/me/data/": 5, "/me/consents/": 6}


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
    assert set(archive.namelist()) == {
        *("my-data.json", "my-data.html", "my-data.css", "photo.jpg")
    }
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
            # Moments are told as days and hours there; see below.
            if isinstance(value, str) and not MOMENT.match(value):
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


def test_moments_are_days_and_hours_on_the_page_to_read(home, client_for):
    ada = make_member("Ada").user
    User.objects.filter(pk=ada.pk).update(
        date_joined=datetime(2026, 7, 1, 9, 30, 15, 123456, tzinfo=UTC)
    )
    archive = opened(shows_who(client_for(ada)).post(DOWNLOAD))
    account = json.loads(archive.read("my-data.json"))["parts"]["account"]["rows"][0]
    page = archive.read("my-data.html").decode()
    assert account["Joined"] == "2026-07-01T09:30:15.123456+00:00"
    assert "1 July 2026, 10:30" in page
    assert "2026-07-01T" not in page


def test_markup_somebody_wrote_is_words_in_their_file(home, client_for):
    profile = make_member("Ada", role="<script>alert(1)</script>")
    page = opened(shows_who(client_for(profile.user)).post(DOWNLOAD))
    assert b"<script>" not in page.read("my-data.html")


def test_file_is_not_sent_before_one_has_shown_who_one_is(member):
    answer = member.post(DOWNLOAD, follow=True)
    asked, _ = answer.redirect_chain[-1]
    assert asked.startswith("/accounts/reauthenticate/")
    sent = {"password": "a long password", "next": DOWNLOAD}
    # A file in answer to the password would leave a page that asks for it still.
    back = member.post(asked, sent, follow=True)
    assert back.redirect_chain[-1] == ("/me/data/", 302)
    assert "You can download your data now" in back.text
    assert member.post(DOWNLOAD)["Content-Type"] == "application/zip"


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
    assert {"/me/profile/", "/me/data/", "/me/leave/", "/people/"} <= set(links)
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


def test_consent_is_withdrawn_with_its_mail_and_the_log_keeps_both(member):
    choose(person=member.user, kind="newsletter", way=Way.AT_ONCE)
    page = member.get("/me/consents/").text
    assert "/me/consents/newsletter/withdraw/" in page
    answer = member.post("/me/consents/newsletter/withdraw/", follow=True)
    assert "Withdrawn: " in answer.text
    assert "/me/consents/newsletter/withdraw/" not in answer.text
    assert way_of(member.user, "newsletter") == Way.NONE
    log = Consent.objects.filter(user=member.user, what="newsletter").order_by("pk")
    assert [row.is_given for row in log] == [True, False]


def test_withdrawing_needs_to_be_sent_and_touches_nobody_else(member):
    bea = make_member("Bea").user
    for person in (member.user, bea):
        choose(person=person, kind="newsletter", way=Way.AT_ONCE)
    assert member.get("/me/consents/newsletter/withdraw/").status_code == 405
    member.post("/me/consents/newsletter/withdraw/")
    assert way_of(bea, "newsletter") == Way.AT_ONCE


@pytest.mark.parametrize("number", [1, 30])
def test_pages_take_the_same_number_of_queries_for_any_number(
    member, number, django_assert_max_num_queries
):
    seen = make_member("Vic", is_listed=True)
    topics = [Topic.objects.create(name=f"T{n}", slug=f"t{n}") for n in range(number)]
    seen.can_help_with.set(topics)
    for one in range(number):
        organisation = make_organisation(f"Care {one}")
        Membership.objects.create(user=seen.user, organisation=organisation)
        Consent.objects.create(
            user=member.user, what=f"w{one}", wording=f"Yes {one}", is_given=True
        )
    member.get("/me/consents/")
    for path, budget in BUDGETS.items():
        with django_assert_max_num_queries(budget):
            page = member.get(path or seen.get_absolute_url())
        assert page.status_code == 200


def test_file_holds_what_one_was_told_and_written_and_chose(home):
    ada = make_member("Ada").user
    choose(person=ada, kind="newsletter", way=Way.AT_ONCE)
    Notification.objects.create(
        person=ada, kind="replies", about="a:1", title="Told", url="/"
    )
    outbox.put(key="k", composer="leaving", person=ada)
    text = zipfile.ZipFile(take_out(ada)).read("my-data.json").decode()
    parts = json.loads(text)["parts"]
    assert parts["preferences"]["rows"]
    assert [row["Title"] for row in parts["notifications"]["rows"]] == ["Told"]
    assert [row["What"] for row in parts["letters"]["rows"]] == ["leaving"]
