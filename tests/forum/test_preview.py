"""Preview: as it will look, nothing is saved, and nothing typed is lost."""

import pytest
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from forum.writing.models import EarlierWords
from hub.core.models import Topic as Tag
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

TYPED = "Some **bold** <b>words</b>\n\n| a | b |\n| - | - |\n| 1 | 2 |"


def shown(response) -> str:
    """Return the preview alone."""
    assert response.status_code == 200
    return response.text.partition('id="preview"')[2].partition("<form")[0]


def assert_previewed(response) -> None:
    assert "<strong>bold</strong>" in shown(response)
    assert "<table>" in shown(response)
    assert "<b>" not in shown(response)
    assert response.context["post_form"]["content"].value() == TYPED


def test_preview_of_a_topic_keeps_everything_that_was_typed(client_for, other, board):
    tags = [str(tag.pk) for tag in Tag.objects.all()[:2]]
    address = reverse("forum_conversation:topic_create", args=[board.slug, board.pk])
    response = client_for(other).post(
        address,
        {
            "subject": "Who <pays>?",
            "content": TYPED,
            "is_question": "on",
            "tags": tags,
            "preview": "1",
        },
    )
    assert_previewed(response)
    form = response.context["post_form"]
    assert form["subject"].value() == "Who <pays>?"
    assert form["tags"].value() == tags
    assert 'value="Who &lt;pays&gt;?"' in response.text
    assert response.text.count(" checked") == 3
    assert not Topic.objects.exists()


def test_preview_of_the_reply_at_the_foot_of_a_topic(client_for, other, topic):
    client = client_for(other)
    page = client.get(topic.get_absolute_url()).text
    form = page.partition('id="reply"')[2]
    assert f'action="{topic.address("post_create")}"' in form
    assert 'name="preview"' in form
    sent = {"content": TYPED, "preview": "1", "place": f"topic:{topic.pk}"}
    assert_previewed(client.post(topic.address("post_create"), sent))
    assert Post.objects.count() == 1


@pytest.mark.parametrize("opening", [True, False])
def test_preview_of_an_edit_changes_nothing(client_for, other, board, opening):
    topic = make.topic(board, other, content="Before")
    post = topic.first_post if opening else make.reply(topic, other, "Before")
    address = topic.address("topic_update") if opening else post.address("post_update")
    client = client_for(other)
    opened_with = client.get(address).context["post_form"].opened_with
    sent = {
        "subject": "Changed",
        "content": TYPED,
        "reason": "A slip",
        "opened_with": opened_with,
        "preview": "1",
    }
    response = client.post(address, sent)
    assert_previewed(response)
    assert 'value="A slip"' in response.text
    # What it changes is still known, so that saving after the preview is no conflict.
    assert f'name="opened_with" value="{opened_with}"' in response.text
    post.refresh_from_db()
    assert post.content.raw == "Before"
    assert not EarlierWords.objects.exists()
    del sent["preview"]
    assert client.post(address, sent).status_code == 302


def test_preview_of_what_cannot_be_posted_says_why_and_keeps_it(
    client_for, other, topic
):
    words = "x" * 20_001
    response = client_for(other).post(
        topic.address("post_create"), {"content": words, "preview": "1"}
    )
    assert "has 20001 characters" in response.text
    assert words in response.text
    assert 'id="preview"' not in response.text


def test_preview_shows_a_quote_as_a_quote(client_for, other, topic):
    client = client_for(other)
    address = topic.address("post_create")
    begun = client.get(address, {"quote": topic.first_post_id}).context["post_form"]
    words = begun["content"].value()
    response = client.post(address, {"content": f"{words}Yes.", "preview": "1"})
    assert "<blockquote>" in shown(response)
