"""Two requests of one member at the same moment, with real commits."""

import threading

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from forum.forum_conversation.models import Topic
from hub.accounts.models import User
from tests.factories import forum as make


def both_at_once(member, board, sent: list[dict]) -> list[int]:
    """Send each in a thread with a connection of its own; return the answers' statuses."""
    settings_dict = connections["default"].settings_dict
    address = reverse("forum_conversation:topic_create", args=[board.slug, board.pk])
    clients = [Client() for _ in sent]
    for client in clients:
        client.force_login(member)
    answers, start = [], threading.Barrier(len(sent))

    def run(client, form):
        own = connections.create_connection("default")
        own.settings_dict = settings_dict
        connections["default"] = own
        start.wait()
        try:
            answers.append(client.post(address, form).status_code)
        finally:
            own.close()

    threads = [
        threading.Thread(target=run, args=pair)
        for pair in zip(clients, sent, strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return sorted(answers)


@pytest.fixture
def member(own_database):
    cache.clear()
    return User.objects.create_user("mo@example.org", display_name="Mo Member")


def test_two_clicks_at_once_make_one_topic(member):
    board = make.board()
    form = {"subject": "Once", "content": "Only once"}
    assert both_at_once(member, board, [form, form]) == [302, 302]
    assert Topic.objects.filter(poster=member).count() == 1


def test_limit_holds_against_programs_that_post_at_once(member, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "forum_post": "1/m/user",
    }
    board = make.board()
    forms = [{"subject": f"Topic {n}", "content": f"Words {n}"} for n in range(2)]
    assert both_at_once(member, board, forms) == [302, 429]
    assert Topic.objects.filter(poster=member).count() == 1
