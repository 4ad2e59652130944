"""What a member has read waits beside the content database, and is carried over."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.adapter import beside
from forum.forum_conversation.models import Topic
from forum.forum_tracking import carrying, marks, waiting
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack
from forum.moderating.splitting import merge, split
from forum.moderating.topics import delete, move
from hub.accounts import personal
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

NEW = "New to you"


@pytest.fixture(autouse=True)
def file(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "read-marks.sqlite3"


@pytest.fixture
def second(board, member):
    return make.topic(board, member, "Second")


@pytest.fixture
def carry(django_capture_on_commit_callbacks):
    """Carry over what waits, and let go of it as after a commit."""

    def run() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            call_command("carry_over_read_marks")

    return run


def kept(user) -> tuple[int, int]:
    """Return how many marks of topics and of boards the database holds."""
    return user.topic_tracks.count(), user.forum_tracks.count()


def unread(user) -> set[str]:
    topics = marks.unread_by(Topic.objects.all(), user)
    return set(topics.values_list("subject", flat=True))


def test_topic_read_shows_as_read_everywhere_and_the_database_holds_no_mark(
    client_for, other, topic
):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    assert topic.subject not in client.get("/forum/unread/").text
    for address in ("/forum/", topic.forum.get_absolute_url(), "/forum/new/"):
        assert NEW not in client.get(address).text, address
    assert kept(other) == (0, 0)


def test_board_shows_as_unread_while_one_of_its_topics_is(
    client_for, other, member, topic, second
):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    assert NEW in client.get("/forum/").text
    client.get(second.get_absolute_url())
    assert NEW not in client.get("/forum/").text
    make.reply(topic, member)
    assert NEW in client.get("/forum/").text
    assert unread(other) == {topic.subject}


def test_board_above_shows_as_unread_by_the_one_below(client_for, other, board, topic):
    below = make.board("Below", parent=board)
    fresh = make.topic(below, topic.poster, "Down there")
    client = client_for(other)
    client.get(topic.get_absolute_url())
    assert NEW in client.get("/forum/").text
    client.get(fresh.get_absolute_url())
    assert NEW not in client.get("/forum/").text


def test_mark_of_one_member_is_not_anothers(client_for, other, person, topic):
    client_for(other).get(topic.get_absolute_url())
    assert unread(other) == set()
    assert unread(person("Third")) == {topic.subject}
    assert marks.unread_among([topic], AnonymousUser()) == []


def test_loaded_topics_without_marks_are_judged_by_what_waits(
    client_for, other, topic, second
):
    client_for(other).get(topic.get_absolute_url())
    assert marks.unread_among([topic, second], other) == [second]


def test_timer_carries_marks_over_and_lets_go_of_them(
    client_for, other, topic, second, carry
):
    client_for(other).get(topic.get_absolute_url())
    carry()
    assert kept(other) == (1, 0)
    assert waiting.found() == []
    assert unread(other) == {"Second"}
    carry()
    assert kept(other) == (1, 0)


def test_many_marks_become_one_of_the_board_when_they_are_carried_over(
    client_for, other, topic, second, carry
):
    client = client_for(other)
    for one in (topic, second):
        client.get(one.get_absolute_url())
    carry()
    assert kept(other) == (0, 1)
    assert unread(other) == set()


def test_post_carries_the_members_own_marks_over_first(
    client_for, other, member, topic, second
):
    for one in (other, member):
        client_for(one).get(topic.get_absolute_url())
    client_for(other).post(second.address("post_create"), {"content": ""})
    assert kept(other) == (1, 0)
    assert TopicReadTrack.objects.exclude(user=other).count() == 0


def test_post_elsewhere_on_the_site_carries_nothing_over(client_for, other, topic):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    client.post("/search/", {"q": "x"})
    assert kept(other) == (0, 0)


def test_own_reply_after_reading_leaves_the_topic_read(client_for, other, topic):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    client.post(topic.address("post_create"), {"content": "My own."})
    assert unread(other) == set()


def test_late_mark_moves_none_back(other, topic, second, carry):
    late, early = timezone.now(), timezone.now() - timedelta(days=1)
    TopicReadTrack.objects.create(user=other, topic=topic)
    TopicReadTrack.objects.update(mark_time=late)
    waiting.note(waiting.Mark(other.pk, topic.pk, early))
    carry()
    assert TopicReadTrack.objects.get().mark_time == late
    for moment in (late, early):
        waiting.note(waiting.Mark(other.pk, second.pk, moment))
    assert waiting.of(other) == {second.pk: late}


def test_mark_that_moved_on_while_it_was_carried_over_waits_on(other, topic):
    earlier = waiting.Mark(other.pk, topic.pk, datetime(2026, 1, 1, tzinfo=UTC))
    later = earlier._replace(moment=datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC))
    waiting.note(earlier)
    waiting.note(later)
    waiting.drop([earlier])
    assert waiting.found() == [later]


def test_marks_noted_at_once_are_all_there(other, monkeypatch):
    monkeypatch.setattr(beside, "PATIENCE_SECONDS", 30)

    def read(first: int) -> None:
        for number in range(first, first + 25):
            waiting.note(waiting.Mark(other.pk, number, timezone.now()))

    threads = [threading.Thread(target=read, args=[25 * one]) for one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(waiting.found(user=other)) == 100


def test_busy_or_damaged_file_loses_a_mark_and_breaks_no_page(
    client_for, other, topic, file
):
    client = client_for(other)
    client.get("/forum/unread/")
    holder = sqlite3.connect(file)
    holder.execute("BEGIN EXCLUSIVE")
    pages = [topic.get_absolute_url(), "/forum/", "/forum/unread/"]
    assert [client.get(one).status_code for one in pages] == [200] * 3
    assert client.post(topic.address("post_create"), {}).status_code == 200
    holder.close()
    assert unread(other) == {topic.subject}
    file.write_bytes(b"no database at all" * 100)
    assert [client.get(one).status_code for one in pages] == [200] * 3
    client.get(pages[0])
    assert unread(other) == set()


def test_marks_wait_on_while_the_database_refuses_them_and_the_post_goes_on(
    client_for, other, topic, carry, monkeypatch
):
    client = client_for(other)
    client.get(topic.get_absolute_url())

    def refuse(*args: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(carrying, "_carry", refuse)
        with pytest.raises(CommandError, match="1 mark"):
            carry()
        client.post(topic.address("post_create"), {"content": "All the same."})
        assert len(waiting.found()) == 1
    assert topic.posts.count() == 2
    assert unread(other) == set()


def test_marks_beyond_the_bound_cost_no_more_and_are_carried_over(
    client_for, other, board, member, topic, carry, monkeypatch
):
    monkeypatch.setattr(waiting, "LAID_OVER", 2)
    topics = [make.topic(board, member, f"Topic {number}") for number in range(4)]
    client = client_for(other)
    sizes = []
    for one in topics:
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get("/forum/unread/")
        sizes.append((len(captured), sum(q["sql"].count(" WHEN ") for q in captured)))
    assert [whens for _, whens in sizes] == [sizes[0][1] * n for n in (1, 2, 2, 2)]
    assert len({number for number, _ in sizes}) == 1
    assert unread(other) == {"Topic 0", "Topic 1", topic.subject}
    carry()
    assert unread(other) == {topic.subject}


def test_two_hundred_waiting_marks_are_laid_over_in_the_same_queries(
    client_for, other, topic, second
):
    client = client_for(other)
    counted = []
    for numbers in ([topic.pk], range(second.pk + 1, second.pk + 250)):
        for number in numbers:
            waiting.note(waiting.Mark(other.pk, number, timezone.now()))
        waiting.note(waiting.Mark(other.pk, topic.pk, timezone.now()))
        for address in ("/forum/", "/forum/unread/", topic.forum.get_absolute_url()):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counted.append(len(captured))
    assert counted[:3] == counted[3:]
    assert max(counted) <= 14
    assert unread(other) == {"Second"}


def test_another_machine_knows_of_a_mark_once_it_is_carried_over(
    client_for, other, topic, second, carry, settings, tmp_path
):
    client_for(other).get(topic.get_absolute_url())
    here, there = tmp_path, tmp_path / "there"
    there.mkdir()
    settings.DATA_DIR = there
    assert topic.subject in unread(other)
    settings.DATA_DIR = here
    carry()
    settings.DATA_DIR = there
    assert unread(other) == {"Second"}


def test_everything_marked_as_read_stays_so_whatever_waited(
    client_for, other, member, topic, second, carry
):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    client.post("/forum/unread/mark-all-read/")
    carry()
    assert unread(other) == set()
    assert kept(other)[0] == 0
    make.reply(second, member)
    assert unread(other) == {"Second"}


def test_topic_that_moves_stays_read(client_for, other, topic, moderator, carry):
    client_for(other).get(topic.get_absolute_url())
    move(topic=topic, board=make.board("Elsewhere"), moderator=moderator)
    assert unread(other) == set()
    carry()
    assert unread(other) == set()


def test_topic_split_from_one_that_was_read_is_read(
    client_for, other, member, topic, second, moderator
):
    reply = make.reply(topic, member)
    client_for(other).get(topic.get_absolute_url())
    elsewhere = make.board("Elsewhere")
    split(
        topic=topic,
        posts=[reply.pk],
        subject="Apart",
        board=elsewhere,
        moderator=moderator,
    )
    assert unread(other) == {"Second"}


def test_merged_topics_count_as_read_as_far_as_the_earlier_mark_that_waits(
    other, member, topic, second, moderator, django_capture_on_commit_callbacks
):
    fresh = make.reply(topic, member)
    early = second.first_post.created
    waiting.note(waiting.Mark(other.pk, topic.pk, fresh.created))
    waiting.note(waiting.Mark(other.pk, second.pk, early))
    make.reply(second, member)
    with django_capture_on_commit_callbacks(execute=True):
        merge(source=second, target=topic, moderator=moderator)
    assert unread(other) == {topic.subject}
    assert TopicReadTrack.objects.get(user=other).mark_time == early
    assert waiting.found() == []


def test_mark_of_a_topic_that_is_gone_is_let_go(
    client_for, other, topic, second, moderator, carry
):
    client_for(other).get(topic.get_absolute_url())
    delete(topic=topic, moderator=moderator)
    carry()
    assert waiting.found() == []
    assert kept(other) == (0, 0)


def part() -> personal.Part:
    (found,) = [one for one in personal.parts() if one.key == "forum_reading"]
    return found


def test_waiting_marks_are_handed_out_with_those_of_the_database(
    client_for, other, topic, second
):
    client_for(other).get(topic.get_absolute_url())
    TopicReadTrack.objects.create(user=other, topic=second)
    ForumReadTrack.objects.create(user=other, forum=topic.forum)
    rows = part().export(other)
    assert rows[0]["Read the whole board"] == topic.forum.name
    assert {row.get("Read the discussion") for row in rows[1:]} == {
        topic.subject,
        "Second",
    }
    read_up_to = {row.get("Read the discussion"): row["Up to"] for row in rows}
    assert read_up_to[topic.subject] == topic.first_post.created.isoformat()


def test_erasing_a_member_forgets_what_waits_and_no_other(other, member, topic):
    for one in (other, member):
        waiting.note(waiting.Mark(one.pk, topic.pk, timezone.now()))
    part().erase(other)
    assert [mark.member for mark in waiting.found()] == [member.pk]


def test_mark_of_an_erased_member_is_let_go_and_not_written(other, topic, carry):
    waiting.note(waiting.Mark(other.pk, topic.pk, timezone.now()))
    type(other).objects.filter(pk=other.pk).update(erased_at=timezone.now())
    carry()
    assert waiting.found() == []
    assert kept(other) == (0, 0)
