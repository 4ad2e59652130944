"""How often a topic was read: counted beside the content database, and added later."""

import sqlite3
import threading
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client

from forum.adapter import beside, view_counts
from forum.forum_conversation.models import Topic
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def file(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "topic-views.sqlite3"


def added(topic) -> int:
    """Return the topic's count once what waits has been added."""
    call_command("add_topic_views")
    return Topic.objects.get(pk=topic.pk).views_count


def test_view_of_visitor_and_member_is_counted_once_added(client_for, other, topic):
    Client().get(topic.get_absolute_url())
    client_for(other).get(topic.get_absolute_url())
    assert Topic.objects.get(pk=topic.pk).views_count == 0
    assert added(topic) == 2
    assert added(topic) == 2


def test_head_request_counts_no_view(topic):
    """Correctness: HEAD was answered like GET, and counted a view."""
    assert Client().head(topic.get_absolute_url()).status_code == 200
    assert added(topic) == 0


def test_robot_old_address_and_page_that_is_not_there_count_no_view(topic):
    address = topic.get_absolute_url()
    Client().get(address, headers={"user-agent": "Examplebot/1.0"})
    Client().get(address, headers={"sec-purpose": "prefetch"})
    assert Client().get(address.replace("travel-time", "old")).status_code == 301
    assert Client().get(address, {"page": "99"}).status_code == 404
    assert added(topic) == 0


def test_adding_views_keeps_what_was_changed_meanwhile(topic):
    """Lost updates: a topic in hand wrote its old count back."""
    in_hand = Topic.objects.get(pk=topic.pk)
    Topic.objects.filter(pk=topic.pk).update(views_count=1000)
    Client().get(topic.get_absolute_url())
    make.reply(in_hand, topic.poster)
    assert added(topic) == 1001


def test_views_counted_at_once_are_all_there(topic, rf, monkeypatch):
    monkeypatch.setattr(beside, "PATIENCE_SECONDS", 30)

    def read():
        for _ in range(25):
            view_counts.count_view(topic.pk, rf.get("/"))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert added(topic) == 100


def test_views_wait_on_while_the_database_refuses_them(topic, monkeypatch):
    Client().get(topic.get_absolute_url())

    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(view_counts.transaction, "atomic", refuse)
        with pytest.raises(DatabaseError):
            view_counts.add_to_topics()
    assert added(topic) == 1


def test_busy_or_damaged_file_costs_the_reader_nothing(topic, file):
    view_counts.count_view(topic.pk, Client().get("/healthz").wsgi_request)
    holder = sqlite3.connect(file)
    holder.execute("BEGIN EXCLUSIVE")
    assert Client().get(topic.get_absolute_url()).status_code == 200
    holder.close()
    file.write_bytes(b"no database at all" * 100)
    assert Client().get(topic.get_absolute_url()).status_code == 200
    assert Client().get(topic.get_absolute_url()).status_code == 200
    assert added(topic) == 1


@pytest.mark.parametrize(
    ("views", "words"), [(1, "Read 1 time<"), (7, "Read 7 times<")]
)
def test_topic_says_how_often_it_was_read(topic, views, words):
    assert "Read 0" not in Client().get(topic.get_absolute_url()).text
    Topic.objects.filter(pk=topic.pk).update(views_count=views)
    assert words in Client().get(topic.get_absolute_url()).text
    assert words not in Client().get(topic.forum.get_absolute_url()).text
