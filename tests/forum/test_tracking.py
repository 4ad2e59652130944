"""What is new to a member."""

import pytest

from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def unread(client) -> str:
    return client.get("/forum/unread/").text


def test_topic_is_new_until_it_is_read_and_again_after_a_reply(
    client_for, other, member, topic
):
    client = client_for(other)
    assert "Travel time" in unread(client)
    client.get(topic.get_absolute_url())
    assert "Travel time" not in unread(client)
    make.reply(topic, member)
    assert "Travel time" in unread(client)


def test_first_of_two_pages_leaves_the_topic_unread(client_for, other, member, topic):
    for _ in range(20):
        make.reply(topic, member)
    client = client_for(other)
    client.get(topic.get_absolute_url())
    assert "Travel time" in unread(client)
    client.get(topic.get_absolute_url(), {"page": "last"})
    assert "Travel time" not in unread(client)


def test_head_request_marks_nothing(client_for, other, topic):
    """Correctness: HEAD was answered like GET, marks and views included."""
    client_for(other).head(topic.get_absolute_url())
    assert not TopicReadTrack.objects.filter(user=other).exists()
    assert not ForumReadTrack.objects.filter(user=other).exists()


def test_unread_leaves_out_what_one_may_not_read(
    client_for, other, moderator, member, board, closed_board
):
    make.topic(closed_board, make.moderator(member), "HIDDEN SUBJECT")
    make.topic(board, member, "HIDDEN WAITING", approved=False)
    page = unread(client_for(other))
    assert "HIDDEN" not in page
    assert "HIDDEN SUBJECT" in unread(client_for(moderator))


def test_marking_all_as_read_needs_a_post(client_for, other, topic):
    client = client_for(other)
    address = "/forum/unread/mark-all-read/"
    assert client.get(address).status_code == 200
    assert "Travel time" in unread(client)
    client.post(address)
    assert "Travel time" not in unread(client)


def test_marking_a_board_as_read_leaves_the_others(client_for, other, member, topic):
    make.topic(make.board("Elsewhere"), member, "Another thing")
    client = client_for(other)
    address = f"/forum/unread/mark-read/{topic.forum_id}/"
    assert client.get(address).status_code == 200
    assert client.post(address).url == topic.forum.get_absolute_url()
    page = unread(client)
    assert "Travel time" not in page
    assert "Another thing" in page


def test_boards_with_news_are_marked_for_members_only(client_for, client, other, topic):
    assert "New to you" in client_for(other).get("/forum/").text
    assert "New to you" not in client.get("/forum/").text


def test_visitor_is_sent_to_sign_in(client):
    for address in ("/forum/unread/", "/forum/unread/mark-all-read/"):
        assert client.get(address).url.startswith("/accounts/login/")
