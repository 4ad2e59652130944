"""Whoever may not read a board does not learn which topics and posts it holds."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import forum as make

pytestmark = pytest.mark.django_db

MISSING = 999_999


def conversation_addresses(board_pk: int, topic_pk: int, post_pk: int) -> list[str]:
    topic = ["x", board_pk, "x", topic_pk]
    return [
        reverse(f"forum_conversation:{name}", args=args)
        for name, args in (
            ("topic", topic),
            ("topic_update", topic),
            ("post_create", topic),
            ("post_update", [*topic, post_pk]),
            ("post_delete", [*topic, post_pk]),
        )
    ]


def board_addresses(board_pk: int) -> list[str]:
    return [
        reverse("forum:forum", args=["x", board_pk]),
        reverse("forum_conversation:topic_create", args=["x", board_pk]),
        reverse("forum_tracking:mark_topics_read", args=[board_pk]),
        reverse("forum_feeds:forum_latest_topics", args=["x", board_pk]),
    ]


def moderation_addresses(topic_pk: int, post_pk: int) -> list[str]:
    steps = ("lock", "unlock", "delete", "move")
    return [
        *(reverse(f"forum_moderation:topic_{s}", args=["x", topic_pk]) for s in steps),
        reverse("forum_moderation:topic_update_to_sticky", args=["x", topic_pk]),
        reverse("forum_moderation:topic_update_to_post", args=["x", topic_pk]),
        reverse("forum_moderation:queued_post", args=[post_pk]),
        reverse("forum_moderation:approve_queued_post", args=[post_pk]),
        reverse("forum_moderation:disapprove_queued_post", args=[post_pk]),
    ]


def answer(response) -> tuple[int, str]:
    return response.status_code, response.get("Location", "").split("?")[0]


def told(response, address: str) -> str:
    """Return the page without what is new each time, and without its own address."""
    page = re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", response.text)
    return page.replace(quote(address, safe=""), "").replace(address, "")


@pytest.fixture
def secret(closed_board, moderator):
    return make.topic(closed_board, moderator, "Secret plans")


@pytest.fixture(params=["visitor", "member"])
def stranger(request, client_for):
    if request.param == "visitor":
        return Client()
    return client_for(request.getfixturevalue("member"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_topic_and_post_ids_of_a_closed_board_cannot_be_probed(
    stranger, closed_board, secret, method
):
    post = secret.first_post_id
    there = conversation_addresses(closed_board.pk, secret.pk, post)
    no_post = conversation_addresses(closed_board.pk, secret.pk, MISSING)
    no_topic = conversation_addresses(closed_board.pk, MISSING, MISSING)
    for addresses in zip(there, no_post, no_topic, strict=True):
        answers = {answer(getattr(stranger, method)(one)) for one in addresses}
        assert len(answers) == 1, addresses
        assert answers <= {(302, "/accounts/login/"), (404, ""), (405, "")}


@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_board_answers_like_a_board_that_is_not_there(
    stranger, closed_board, secret, method
):
    post = secret.first_post_id
    there = [
        *conversation_addresses(closed_board.pk, secret.pk, post),
        *board_addresses(closed_board.pk),
    ]
    missing = [
        *conversation_addresses(MISSING, secret.pk, post),
        *board_addresses(MISSING),
    ]
    for hidden, nowhere in zip(there, missing, strict=True):
        one = getattr(stranger, method)(hidden)
        other = getattr(stranger, method)(nowhere)
        assert answer(one) == answer(other), hidden
        assert told(one, hidden) == told(other, nowhere), hidden


def test_topic_of_another_board_answers_like_a_missing_one(
    stranger, closed_board, topic
):
    for number in (topic.pk, MISSING):
        response = stranger.get(f"/forum/x-{closed_board.pk}/topic/x-{number}/")
        assert response.status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_moderators_pages_do_not_tell_which_ids_there_are(stranger, secret, method):
    waiting = make.reply(secret, secret.poster, approved=False)
    there = moderation_addresses(secret.pk, waiting.pk)
    missing = moderation_addresses(MISSING, MISSING)
    for addresses in zip(there, missing, strict=True):
        answers = {answer(getattr(stranger, method)(one)) for one in addresses}
        assert len(answers) == 1, addresses
        assert answers <= {(302, "/accounts/login/"), (403, ""), (405, "")}


def test_who_may_read_the_board_is_told_that_nothing_is_there(
    client_for, moderator, closed_board, secret
):
    client = client_for(moderator)
    for address in (
        f"/forum/x-{closed_board.pk}/topic/x-{MISSING}/",
        f"/forum/moderation/topic/x-{MISSING}/lock/",
        f"/forum/moderation/queue/{MISSING}/",
    ):
        assert client.get(address).status_code == 404, address
