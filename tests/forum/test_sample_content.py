"""The first boards and topics."""

import pytest
from django.test import Client

from forum.adapter import sample_content
from forum.adapter.models import BoardProfile, DiscussionLink, Question, TopicTag
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from hub.accounts.models import User

COUNTED = (Forum, Topic, Post, BoardProfile, DiscussionLink, TopicTag, Question, User)


@pytest.mark.django_db
def test_loading_twice_adds_nothing():
    sample_content.load()
    first = [model.objects.count() for model in COUNTED]
    sample_content.load()
    assert [model.objects.count() for model in COUNTED] == first


@pytest.mark.django_db
def test_each_board_opens_with_a_topic_by_the_network():
    sample_content.load()
    network = User.objects.get(email="network@care-coop-hub.invalid")
    assert not network.has_usable_password()
    assert not network.is_staff
    for board in Forum.objects.all():
        assert board.direct_topics_count == board.topics.count() >= 1
        for topic in board.topics.all():
            assert topic.poster == network
            assert topic.posts_count == 1
            assert topic.first_post == topic.last_post
            assert topic.first_post.content.rendered.startswith("<p>")


@pytest.mark.django_db
def test_one_board_is_for_members_only():
    sample_content.load()
    closed = [
        board
        for board in Forum.objects.all()
        if Client().get(board.get_absolute_url()).status_code == 404
    ]
    assert [board.slug for board in closed] == ["members-room"]


@pytest.mark.django_db
def test_what_people_changed_stays():
    sample_content.load()
    board = Forum.objects.first()
    board.name = "Renamed by an editor"
    board.save()
    sample_content.load()
    assert Forum.objects.filter(name="Renamed by an editor").exists()
    assert Forum.objects.count() == BoardProfile.objects.count()


def test_topics_are_linked_to_the_pages_they_name(starter_content):
    topic = Topic.objects.get(subject__startswith="How do you pay for the time")
    named = {
        link.about.specific.title
        if hasattr(link.about, "specific")
        else str(link.about)
        for link in topic.discussion_links.all()
    }
    assert "Be Caring" in named
    assert len(named) == 2
    page = Client().get("/co-ops/be-caring/")
    assert topic.get_absolute_url() in page.text
