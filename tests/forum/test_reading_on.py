"""How far a member has read, what is new to them, and the way to it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import actions, visits
from forum.forum_tracking.models import ForumReadTrack, TopicReadTrack
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

NEW = "/forum/new/"
DIVIDER = "New since you last read this"


@pytest.fixture(autouse=True)
def no_visits():
    cache.clear()


@pytest.fixture
def long_topic(topic, member):
    """Three pages: 45 posts, all of the same author."""
    for number in range(2, 46):
        make.reply(topic, member, f"Words number {number}.")
    return Topic.objects.get(pk=topic.pk)


def is_unread(client, topic) -> bool:
    return (
        f'{topic.get_absolute_url()}?first=unread"' in client.get("/forum/unread/").text
    )


def mark_of(user, topic):
    call_command("carry_over_read_marks")
    found = TopicReadTrack.objects.filter(user=user, topic=topic).first()
    return found.mark_time if found else None


def posts_of(topic) -> list[Post]:
    return list(topic.posts.order_by("created", "pk"))


def test_one_page_read_marks_all_mark_stops_at_the_last_post_shown(
    client_for, other, long_topic
):
    """One-page-read-marks-all: machina marked the topic whichever page was opened."""
    client, posts = client_for(other), posts_of(long_topic)
    address = long_topic.get_absolute_url()

    client.get(address)
    assert mark_of(other, long_topic) == posts[19].created
    assert is_unread(client, long_topic)

    client.get(address, {"page": 2})
    client.get(address, {"page": 3})
    assert not is_unread(client, long_topic)


def test_last_page_opened_at_once_leaves_the_pages_before_it_unread(
    client_for, other, long_topic
):
    client, posts = client_for(other), posts_of(long_topic)
    address = long_topic.get_absolute_url()
    client.get(address, {"page": "last"})
    assert mark_of(other, long_topic) is None
    client.get(address)
    client.get(address, {"page": "last"})
    assert mark_of(other, long_topic) == posts[19].created
    assert is_unread(client, long_topic)


def test_page_is_read_on_where_only_own_posts_stand_before_it(
    client_for, other, member, topic
):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    for _ in range(21):
        make.reply(topic, other)
    make.reply(topic, member)
    client.get(topic.get_absolute_url(), {"page": "last"})
    assert not is_unread(client, topic)


def test_mark_never_moves_back_when_an_earlier_page_is_opened(
    client_for, other, long_topic
):
    client, posts = client_for(other), posts_of(long_topic)
    for asked in ({}, {"page": 2}, {}):
        client.get(long_topic.get_absolute_url(), asked)
    assert mark_of(other, long_topic) == posts[39].created


def test_mark_of_a_read_topic_survives_a_late_mark_of_its_first_page(other, topic):
    """Two pages opened at once: the one that is noted later was read earlier."""
    late, early = timezone.now(), timezone.now() - timedelta(days=1)
    for moment in (late, early):
        actions.read_up_to(topic=topic, user=other, moment=moment, is_last=False)
    assert mark_of(other, topic) == late


def test_own_replies_count_as_unread_not_to_who_was_up_to_date(
    client_for, other, member, topic
):
    """Own-replies-count-as-unread: the author had read everything and wrote the rest."""
    client = client_for(other)
    client.get(topic.get_absolute_url())
    client.post(topic.address("post_create"), {"content": "My own."})
    assert not is_unread(client, topic)
    assert "New to you" not in client.get("/forum/").text
    assert "New to you" not in client.get(topic.forum.get_absolute_url()).text


def test_own_topic_is_read_and_is_unread_after_a_reply(
    client_for, member, other, topic
):
    client = client_for(member)
    assert not is_unread(client, topic)
    make.reply(topic, other)
    assert is_unread(client, topic)


def test_own_reply_leaves_unread_what_stands_before_it(
    client_for, other, member, long_topic
):
    client = client_for(other)
    client.get(long_topic.get_absolute_url())
    make.reply(long_topic, other)
    assert is_unread(client, long_topic)


def test_own_post_that_waited_is_read_once_it_is_approved(client_for, other, topic):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    post = make.reply(topic, other, approved=False)
    post.approved = True
    post.save()
    assert not is_unread(client, topic)


def test_board_is_marked_as_a_whole_once_nothing_on_it_is_unread(
    client_for, other, member, board, topic
):
    second = make.topic(board, member, "Second")
    client = client_for(other)
    client.get(topic.get_absolute_url())
    call_command("carry_over_read_marks")
    assert not ForumReadTrack.objects.filter(user=other).exists()
    client.get(second.get_absolute_url())
    call_command("carry_over_read_marks")
    assert ForumReadTrack.objects.filter(user=other, forum=board).count() == 1
    assert not TopicReadTrack.objects.filter(user=other).exists()
    assert "New to you" not in client.get("/forum/").text
    make.reply(topic, member)
    assert is_unread(client, topic)
    assert not is_unread(client, second)
    assert "New to you" in client.get("/forum/").text


def test_marking_a_board_leaves_the_board_above_unread(
    client_for, other, member, board, topic
):
    """Machina marked the boards above as well, with topics that nobody had opened."""
    below = make.board("Below", parent=board)
    make.topic(below, member, "Down there")
    client = client_for(other)
    client.post(f"/forum/unread/mark-read/{below.pk}/")
    page = client.get("/forum/unread/").text
    assert "Down there" not in page
    assert "Travel time" in page


def test_first_unread_leads_to_the_post_and_its_page(client_for, other, long_topic):
    client, posts = client_for(other), posts_of(long_topic)
    client.get(long_topic.get_absolute_url())
    response = client.get(long_topic.get_absolute_url(), {"first": "unread"})
    assert response.url == posts[20].get_absolute_url()
    page = client.get(response.url)
    assert page.context["page_obj"].number == 2
    assert f'id="post-{posts[20].pk}"' in page.text


def test_first_unread_passes_over_own_posts(client_for, other, member, topic):
    make.reply(topic, other)
    theirs = make.reply(topic, member)
    client = client_for(other)
    actions.read_up_to(
        topic=topic, user=other, moment=topic.first_post.created, is_last=False
    )
    response = client.get(topic.get_absolute_url(), {"first": "unread"})
    assert response.url == theirs.get_absolute_url()


def test_first_unread_of_a_read_topic_leads_to_its_last_post(client_for, other, topic):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    response = client.get(topic.get_absolute_url(), {"first": "unread"})
    assert response.url == topic.last_post.get_absolute_url()


def test_first_unread_shows_visitors_the_topic(topic):
    response = Client().get(topic.get_absolute_url(), {"first": "unread"})
    assert response.status_code == 200
    assert not response.cookies


def test_first_unread_never_leads_to_what_waits(client_for, other, member, topic):
    client = client_for(other)
    client.get(topic.get_absolute_url())
    waiting = make.reply(topic, member, "HIDDEN", approved=False)
    response = client.get(topic.get_absolute_url(), {"first": "unread"})
    assert str(waiting.pk) not in response.url


def test_divider_stands_before_the_first_unread_post_once(
    client_for, other, member, topic
):
    client = client_for(other)
    assert DIVIDER not in client.get(topic.get_absolute_url()).text
    fresh = make.reply(topic, member, "Fresh words")
    make.reply(topic, member, "Fresher words")
    page = client.get(topic.get_absolute_url()).text
    assert page.count(DIVIDER) == 1
    assert page.index(f'id="post-{topic.first_post_id}"') < page.index(DIVIDER)
    assert page.index(DIVIDER) < page.index(f'id="post-{fresh.pk}"')
    assert DIVIDER not in client.get(topic.get_absolute_url()).text


def test_divider_is_not_shown_to_visitors(topic, member):
    make.reply(topic, member)
    assert DIVIDER not in Client().get(topic.get_absolute_url()).text


def test_rows_of_boards_lead_to_the_first_unread_post(client_for, other, topic):
    client = client_for(other)
    way = f'{topic.get_absolute_url()}?first=unread"'
    assert way in client.get(topic.forum.get_absolute_url()).text
    assert way not in Client().get(topic.forum.get_absolute_url()).text
    client.get(topic.get_absolute_url())
    assert way not in client.get(topic.forum.get_absolute_url()).text


def visited(user, ago: timedelta) -> None:
    moment = timezone.now() - ago
    cache.set(f"forum.visit.{user.pk}", (moment, None))


def test_new_since_the_last_visit_lists_what_others_wrote_since(
    client_for, other, member, board, topic
):
    old = make.topic(board, member, "Long ago")
    Post.objects.filter(topic=old).update(created=timezone.now() - timedelta(days=3))
    Topic.objects.filter(pk=old.pk).update(
        last_post_on=timezone.now() - timedelta(days=3)
    )
    mine = make.topic(board, other, "Mine alone")
    visited(other, timedelta(days=1))
    make.reply(topic, member)
    page = client_for(other).get(NEW).text
    assert topic.subject in page
    assert "2 new messages" in page
    assert old.subject not in page
    assert mine.subject not in page


def test_new_since_stays_the_same_for_the_whole_visit(client_for, other, member, topic):
    client = client_for(other)
    visited(other, timedelta(hours=5))
    for address in ("/forum/", topic.get_absolute_url(), NEW):
        client.get(address)
    assert topic.subject in client.get(NEW).text


def test_new_since_begins_where_the_visit_before_ended(client_for, other, topic):
    Post.objects.filter(topic=topic).update(created=timezone.now() - timedelta(hours=3))
    visited(other, timedelta(hours=2))
    assert topic.subject not in client_for(other).get(NEW).text


def test_new_since_an_unknown_visit_shows_seven_days_and_says_so(
    client_for, other, topic
):
    page = client_for(other).get(NEW).text
    assert "last seven days" in page
    assert topic.subject in page


def test_new_since_leaves_out_what_one_may_not_read(
    client_for, other, member, board, closed_board
):
    make.topic(closed_board, member, "HIDDEN SUBJECT")
    make.topic(board, member, "HIDDEN WAITING", approved=False)
    shown = make.topic(board, member, "Shown")
    make.reply(shown, member, approved=False)
    page = client_for(other).get(NEW).text
    assert "Shown" in page
    assert "1 new message " in page.replace("\n", " ")
    assert "HIDDEN" not in page


def test_new_since_asks_visitors_to_sign_in():
    response = Client().get(NEW)
    assert response.url.startswith("/accounts/login/")
    assert not response.cookies


def test_visit_writes_nothing_to_the_database(client_for, other, topic):
    client = client_for(other)
    visited(other, timedelta(days=1))
    with CaptureQueriesContext(connection) as captured:
        client.get(NEW)
        client.get("/forum/")
    assert {query["sql"].lstrip("(").split()[0] for query in captured} == {"SELECT"}
    assert visits.of(other).before is not None


def test_visit_that_is_forgotten_is_known_no_more(other):
    visits.note(other)
    visits.forget(other)
    assert visits.of(other) is None


@pytest.mark.parametrize("address", [NEW, "/forum/unread/"])
def test_lists_of_news_cost_the_same_for_thirty_topics(
    client_for, other, member, board, address
):
    client = client_for(other)

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    make.topic(board, member)
    one = count()
    for number in range(18):
        make.topic(board, member, f"Topic {number}")
    assert count() == one
    assert one <= 12
