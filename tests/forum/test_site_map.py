"""The forum on the map of the site: public boards and their approved discussions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def section(name: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/sitemap-{name}.xml")
    assert answer.status_code == 200
    return answer.text


def test_only_what_visitors_read_is_on_the_map_whoever_asks(
    client_for, moderator, member, board, members_board, closed_board
):
    shown = make.topic(board, member, "Shown")
    below = make.board("Below", parent=closed_board)
    hidden = [
        make.topic(board, member, "Hidden waiting", approved=False),
        make.topic(members_board, member, "Hidden inside"),
        make.topic(closed_board, member, "Hidden closed"),
        make.topic(below, member, "Hidden below"),
    ]
    for client in (Client(), client_for(moderator)):
        topics, boards = section("discussions", client), section("boards", client)
        assert topics.count("<loc>") == 1
        assert f"{shown.get_absolute_url()}</loc>" in topics
        assert "hidden" not in topics
        assert [topic for topic in hidden if topic.slug in topics] == []
        # The list of boards and that of questions stand before them.
        assert boards.count("<loc>") == 3
        assert f"{board.get_absolute_url()}</loc>" in boards


def test_discussion_that_turns_private_leaves_the_map(board, topic):
    assert topic.slug in section("discussions")
    make.close(board)
    assert "<loc>" not in section("discussions")
    assert board.slug not in section("boards")


def test_thirty_discussions_take_as_many_queries_as_one(board, member):
    def queries() -> list[int]:
        counts = []
        for name in ("boards", "discussions"):
            section(name)
            with CaptureQueriesContext(connection) as captured:
                section(name)
            counts.append(len(captured))
        return counts

    make.topic(board, member, "Number 0")
    one = queries()
    for number in range(1, 30):
        make.topic(make.board(f"Board {number}"), member, f"Number {number}")
    assert queries() == one
    assert max(one) <= 5
