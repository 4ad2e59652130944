"""Choices that are no choices, sent by hand instead of through the page."""

import pytest
from django.urls import reverse

from forum.forum.models import Forum
from forum.forum_conversation.models import Topic
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

# Beyond each integer column, and no number at all.
NO_CHOICE = ["2147483648", "9" * 20, "-" + "9" * 20, "9" * 300, "²", "x", "0", "1.5"]


@pytest.mark.parametrize("value", NO_CHOICE)
def test_unknown_tag_is_an_error_and_the_text_is_kept(client_for, member, board, value):
    response = client_for(member).post(
        reverse("forum_conversation:topic_create", args=[board.slug, board.pk]),
        {"subject": "My subject", "content": "What I typed", "tags": [value]},
    )
    assert response.status_code == 200
    assert "choose topics from the list" in response.text
    assert "My subject" in response.text
    assert "What I typed" in response.text
    assert not Topic.objects.exists()


def test_unknown_tag_in_an_edit_changes_nothing(client_for, member, topic):
    response = client_for(member).post(
        topic.address("topic_update"),
        {"subject": "Changed", "content": "Changed", "tags": ["9" * 20]},
    )
    assert response.status_code == 200
    assert "choose topics from the list" in response.text
    topic.refresh_from_db()
    assert topic.subject == "Travel time"


@pytest.mark.parametrize("value", NO_CHOICE)
def test_topic_is_not_moved_to_an_unknown_board(client_for, moderator, topic, value):
    make.board("Elsewhere")
    response = client_for(moderator).post(
        reverse("forum_moderation:topic_move", args=[topic.slug, topic.pk]),
        {"forum": value},
    )
    assert response.status_code == 200
    assert "Select a valid choice" in response.text
    assert Topic.objects.get(pk=topic.pk).forum_id == topic.forum_id


@pytest.mark.parametrize("value", NO_CHOICE)
def test_board_with_an_unknown_topic_is_an_error(client_for, person, value):
    admin = client_for(person("Ada Admin", is_superuser=True, is_staff=True))
    response = admin.post(
        reverse("boards:add"),
        {"name": "Chairs", "description": "A room.", "topics": [value]},
    )
    assert response.status_code == 200
    assert "choose topics from the list" in response.text
    assert not Forum.objects.exists()
