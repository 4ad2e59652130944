"""The community agreement: accepted before the first post, and when it changes."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from forum.guarding import actions, sample_content
from forum.guarding.models import Acceptance, Agreement
from hub.accounts import personal, roles
from tests.factories import forum as make
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db

PAGE = "/forum/agreement/"


def publish(text: str = "<p>Be kind.</p>", **fields) -> Agreement:
    return actions.publish(agreement=Agreement(text=text, **fields))


@pytest.fixture
def agreement(db) -> Agreement:
    return publish()


def create(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def test_first_post_asks_and_nothing_typed_is_lost(agreement, client_for, other, topic):
    client = client_for(other)
    address = topic.address("post_create")

    asked = client.post(address, {"content": "Typed with care"})

    assert "Please read the community agreement and accept it" in asked.text
    assert "Typed with care" in asked.text
    assert 'name="agree_1"' in asked.text
    assert Post.objects.count() == 1
    sent = client.post(address, {"content": "Typed with care", "agree_1": "on"})
    assert sent.status_code == 302
    (accepted,) = Acceptance.objects.all()
    assert (accepted.person, accepted.agreement) == (other, agreement)
    assert "agree_1" not in client.get(address).text
    assert client.post(address, {"content": "And more"}).status_code == 302


def test_new_topic_and_edit_ask_as_well(agreement, client_for, member, topic, board):
    client = client_for(member)
    post = make.reply(topic, member, "As it was")
    for address in (
        create(board),
        topic.address("topic_update"),
        post.address("post_update"),
    ):
        assert 'name="agree_1"' in client.get(address).text
        page = client.post(address, {"subject": "New", "content": "Typed with care"})
        assert 'name="agree_1"' in page.text
        assert "Typed with care" in page.text
    post.refresh_from_db()
    assert post.content.raw == "As it was"
    assert Topic.objects.count() == 1


def test_preview_asks_but_does_not_insist(agreement, client_for, other, topic):
    page = client_for(other).post(
        topic.address("post_create"), {"content": "**Draft**", "preview": "1"}
    )
    assert "<strong>Draft</strong>" in page.text
    assert 'name="agree_1"' in page.text
    assert not Acceptance.objects.exists()


def test_newer_version_asks_again_only_where_it_says_so(
    agreement, client_for, other, topic
):
    actions.accept(agreement=agreement, person=other)
    client = client_for(other)
    address = topic.address("post_create")
    publish("<p>Be kind, always.</p>", asks_again=False)
    assert client.post(address, {"content": "One"}).status_code == 302

    publish("<p>Be kind and quiet.</p>", change="Quiet is new.")

    asked = client.post(address, {"content": "Two"})
    assert 'name="agree_3"' in asked.text
    assert "Quiet is new." in asked.text
    # A tick under an older version accepts nothing.
    assert client.post(address, {"content": "Two", "agree_1": "on"}).status_code == 200
    assert client.post(address, {"content": "Two", "agree_3": "on"}).status_code == 302


def test_who_comes_later_accepts_the_newest_version(agreement, client_for, other):
    newest = publish(asks_again=False)
    assert Agreement.objects.to_accept_by(other) == newest
    actions.accept(agreement=newest, person=other)
    assert Agreement.objects.to_accept_by(other) is None


def test_without_an_agreement_nobody_is_asked(client_for, other, topic):
    client = client_for(other)
    assert "agree_" not in client.get(topic.address("post_create")).text
    sent = client.post(topic.address("post_create"), {"content": "Words"})
    assert sent.status_code == 302


def test_topic_page_asks_nothing_of_the_database_for_it(
    client_for, other, topic, settings
):
    """The quick reply asks when it is sent; reading costs what it cost before."""
    address = topic.get_absolute_url()

    def asked() -> dict[str, int]:
        counts = {}
        for name, client in (("visitor", Client()), ("member", client_for(other))):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            assert not any("guarding" in query["sql"] for query in captured)
            counts[name] = len(captured)
        return counts

    before = asked()
    publish()
    settings.FORUM_HOLD_FIRST_POSTS = 3
    assert asked() == before


def test_page_shows_what_holds_to_everybody(agreement, client_for, member):
    second = publish("<p>Be kind and brief.</p>", change="Be brief.")
    response = Client().get(PAGE)
    assert "Be kind and brief." in response.text
    assert "Version 2" in response.text
    assert "<form" not in response.text.partition("<main")[2].partition("</main>")[0]
    assert not response.cookies
    assert "Be kind." in Client().get(f"{PAGE}1/").text
    assert Client().get(f"{PAGE}3/").status_code == 404
    actions.accept(agreement=second, person=member)
    assert "You have accepted" in client_for(member).get(PAGE).text


def test_page_without_an_agreement_says_so():
    response = Client().get(PAGE)
    assert response.status_code == 200
    assert "There is no agreement yet" in response.text


def test_member_accepts_on_the_page_what_they_read(agreement, client_for, member):
    client = client_for(member)
    publish("<p>Newer.</p>")
    client.post(PAGE, {"number": "1"})
    assert not Acceptance.objects.exists()
    for number in ("2", "2"):
        assert client.post(PAGE, {"number": number}).url == PAGE
    assert Acceptance.objects.get().agreement.number == 2


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 400, "1\0", "-1"])
def test_made_up_version_is_accepted_by_nobody(agreement, client_for, member, number):
    assert client_for(member).post(PAGE, {"number": number}).status_code in (302, 400)
    assert not Acceptance.objects.exists()


def test_visitor_who_accepts_is_asked_to_sign_in(agreement):
    response = Client().post(PAGE, {"number": "1"})
    assert response.url.startswith("/accounts/login/?next=")
    assert not Acceptance.objects.exists()


def test_coordinator_publishes_a_version_that_begins_as_the_last(
    agreement, client_for, home
):
    client = client_for(make_staff("Cleo", roles.COORDINATORS))
    form = client.get("/admin/agreements/new/")
    assert "Be kind." in form.text
    words = {"key": "a", "text": "Be kind and brief.", "type": "unstyled"}
    block = words | {"depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    client.post(
        "/admin/agreements/new/",
        {
            "text": json.dumps({"blocks": [block], "entityMap": {}}),
            "asks_again": "on",
        },
    )
    newest = Agreement.objects.current()
    assert (newest.number, newest.asks_again) == (2, True)
    assert "Be kind and brief." in newest.text
    assert "Version 2" in client.get("/admin/agreements/").text


def test_nobody_changes_or_deletes_a_version(agreement, client_for, person, home):
    root = client_for(person("Root", is_superuser=True, is_staff=True))
    for verb in ("edit", "delete"):
        address = f"/admin/agreements/{verb}/{agreement.pk}/"
        assert root.get(address).url == "/admin/"
        root.post(address, {"text": "x"})
    agreement.refresh_from_db()
    assert agreement.text == "<p>Be kind.</p>"


def test_starter_text_is_loaded_once_and_left_alone(db):
    sample_content.load()
    (first,) = Agreement.objects.all()
    assert "Be kind" in first.text
    sample_content.load()
    assert Agreement.objects.count() == 1


def test_acceptance_is_handed_out_and_erased(agreement, member, other):
    for one in (member, other):
        actions.accept(agreement=agreement, person=one)
    (part,) = [part for part in personal.parts() if part.key == "forum_agreement"]
    (row,) = part.export(member)
    assert row["Version"] == 1
    assert re.match(r"\d{4}-", row["Accepted"])
    part.erase(member)
    assert [one.person for one in Acceptance.objects.all()] == [other]
