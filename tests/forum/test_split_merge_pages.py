"""The pages on which moderators split topics and merge them."""

import pytest
from django.test import Client
from django.urls import reverse

from forum.forum_conversation.models import Topic
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def replies(topic, member, other):
    return [make.reply(topic, (member, other)[n % 2], f"Reply {n}") for n in range(4)]


@pytest.fixture
def second(board, other):
    return make.topic(board, other, "Mileage", "And the car?")


def address(name: str, topic) -> str:
    return reverse(f"forum_moderating:{name}", args=[topic.slug, topic.pk])


def test_moderator_splits_on_the_site_and_loses_nothing_typed(
    client_for, topic, replies, moderator, board
):
    client = client_for(moderator)
    assert "Reply 2" in client.get(address("split", topic)).text
    sent = {"posts": [replies[2].pk], "subject": "The car", "board": board.pk}
    for wrong in (
        {"posts": []},
        {"posts": ["²"]},
        {"posts": [topic.first_post_id]},
        {"board": 999999},
        {"subject": ""},
        {"subject": "x" * 300},
    ):
        response = client.post(address("split", topic), sent | wrong)
        assert response.status_code == 200, wrong
        assert "There is a problem" in response.text, wrong
    assert f'value="{replies[2].pk}" id="post-{replies[2].pk}" checked' in response.text
    response = client.post(address("split", topic), sent)
    assert response.url == Topic.objects.latest("pk").get_absolute_url()


def test_moderator_is_shown_what_is_merged_before_it_happens(
    client_for, topic, second, moderator
):
    client = client_for(moderator)
    assert client.get(address("merge", second)).status_code == 200
    sent = {"into": f"https://example.org{topic.get_absolute_url()}?page=1"}
    asked = client.post(address("merge", second), sent)
    assert "Is this the right one?" in asked.text
    assert Topic.objects.count() == 2
    response = client.post(address("merge", second), sent | {"sure": topic.pk})
    assert response.url == topic.get_absolute_url()
    assert Topic.objects.count() == 1


def test_merge_into_what_one_does_not_look_after_says_the_same_as_into_nothing(
    client_for, person, topic, closed_board, member, moderator
):
    from machina.apps.forum_permission.shortcuts import assign_perm

    local = person("Local Moderator")
    assign_perm("can_move_topics", local, topic.forum)
    secret = make.topic(closed_board, moderator, "SECRET SUBJECT")
    client = client_for(local)
    pages = [
        client.post(address("merge", topic), {"into": into})
        for into in (
            secret.get_absolute_url(),
            "/forum/b-1/topic/x-999999/",
            "nonsense",
            "/topic/x-" + "9" * 15 + "/",
        )
    ]
    assert all("No topic that you look after" in page.text for page in pages)
    assert not any("SECRET SUBJECT" in page.text for page in pages)
    for name in ("split", "merge"):
        assert client.get(address(name, secret)).status_code == 404


@pytest.mark.parametrize("name", ["split", "merge"])
def test_members_and_visitors_split_and_merge_nothing(
    client_for, member, topic, second, name
):
    for number in (topic.pk, 999999):
        where = reverse(f"forum_moderating:{name}", args=["x", number])
        assert client_for(member).get(where).status_code == 403
        assert client_for(member).post(where, {"posts": 1}).status_code == 403
        assert Client().post(where).status_code == 302
