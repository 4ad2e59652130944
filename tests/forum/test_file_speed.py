"""What files cost the pages that show them: one query, however many there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def queries(client_for, moderator):
    clients = {"visitor": Client(), "moderator": client_for(moderator)}

    def count(who: str, address: str) -> int:
        clients[who].get(address)
        with CaptureQueriesContext(connection) as captured:
            page = clients[who].get(address)
        assert page.status_code == 200
        assert page.text.count("/forum/files/") >= 1
        return len(captured)

    return count


@pytest.mark.parametrize(
    ("who", "view"),
    [("visitor", "topic"), ("moderator", "topic"), ("moderator", "post_create")],
)
def test_page_costs_the_same_for_one_file_and_for_thirty(
    queries, topic, member, who, view
):
    make_files.attached(topic.first_post)
    address = topic.address(view)
    one = queries(who, address)
    for _ in range(9):
        post = make.reply(topic, member)
        for name in ("a.csv", "b.csv", "c.csv"):
            make_files.attached(post, name)
    assert queries(who, address) == one


def test_waiting_message_costs_the_same_for_any_files_before_it(
    queries, topic, member, other
):
    def waiting() -> str:
        post = make.reply(topic, other, approved=False)
        make_files.attached(post)
        return reverse("forum_moderation:queued_post", args=[post.pk])

    make_files.attached(topic.first_post)
    one = queries("moderator", waiting())
    for _ in range(8):
        make_files.attached(make.reply(topic, member))
    assert queries("moderator", waiting()) == one


def test_file_is_handed_out_in_few_queries(topic):
    kept = make_files.attached(topic.first_post)
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(kept.get_absolute_url()).status_code == 200
    assert len(captured) <= 4, captured.captured_queries
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
