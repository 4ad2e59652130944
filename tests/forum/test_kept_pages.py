"""Pages of the forum that are kept for visitors."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from forum.adapter.permissions import open_board
from forum.forum_conversation.models import Topic
from hub.accounts.models import User
from hub.core.page_cache import keeping, middleware
from tests.factories import forum as make

pytestmark = pytest.mark.services


@pytest.fixture
def topic(own_database, settings, monkeypatch, tmp_path):
    cache.clear()
    settings.DATA_DIR = tmp_path
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr(middleware, "PAGES", keeping.KeptPages())
    author = User.objects.create_user("mo@example.org", display_name="Mo Member")
    return make.topic(make.board(), author)


def test_each_reading_of_a_kept_topic_is_counted(topic):
    address = topic.get_absolute_url()
    for _ in range(3):
        Client().get(address)
    Client().get(address, headers={"user-agent": "Examplebot/1.0"})
    call_command("add_topic_views")
    assert Topic.objects.get(pk=topic.pk).views_count == 3


def test_board_that_is_closed_to_visitors_is_gone_at_once(topic):
    addresses = (topic.get_absolute_url(), topic.forum.get_absolute_url())
    for address in addresses:
        assert Client().get(address).status_code == 200
    open_board(topic.forum, public=False)
    for address in addresses:
        assert Client().get(address).status_code == 404
