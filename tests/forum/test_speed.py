"""Query budgets: the same with one thing and with thirty; and visitors leave no trace."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.adapter.actions import describe_topic, link_topic
from forum.adapter.reporting import report
from forum.answers.actions import accept, mark_useful
from forum.forum_conversation.models import Topic
from forum.forum_tracking.marks import unread_by
from hub.core.models import Topic as Tag
from hub.home.models import StandardPage
from hub.members.models import Profile
from tests.factories import files, polls
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def queries(client, address: str) -> list[str]:
    client.get(address)  # content types and reading marks settle
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def fill(board, people, topics: int) -> None:
    for number in range(topics):
        made = make.topic(board, people[number % len(people)], f"Topic {number}")
        make.reply(made, people[(number + 1) % len(people)])


@pytest.fixture
def people(person):
    made = [person(f"Person {number}") for number in range(5)]
    for number, one in enumerate(made[:4]):
        Profile.objects.update_or_create(
            user=one, defaults={"slug": f"person-{number}", "name_seen_by": "public"}
        )
    return made


@pytest.fixture
def clients(client_for, member, moderator):
    return {
        "visitor": Client(),
        "member": client_for(member),
        "moderator": client_for(moderator),
    }


@pytest.mark.parametrize(
    ("who", "budget"), [("visitor", 3), ("member", 7), ("moderator", 7)]
)
def test_index_costs_the_same_for_thirty_boards(clients, people, who, budget):
    fill(make.board("Board 0"), people, 1)
    one = queries(clients[who], "/forum/")
    for number in range(1, 30):
        fill(make.board(f"Board {number}"), people, 1)
    thirty = queries(clients[who], "/forum/")
    assert len(thirty) == len(one), thirty
    assert len(one) <= budget, one


@pytest.mark.parametrize(
    ("who", "budget"), [("visitor", 6), ("member", 12), ("moderator", 12)]
)
def test_board_costs_the_same_for_thirty_topics(clients, people, board, who, budget):
    fill(board, people, 1)
    one = queries(clients[who], board.get_absolute_url())
    fill(board, people, 29)
    thirty = queries(clients[who], board.get_absolute_url())
    assert len(thirty) == len(one), thirty
    assert len(one) <= budget, one


@pytest.mark.parametrize(
    ("who", "budget"), [("visitor", 6), ("member", 13), ("moderator", 13)]
)
def test_topic_costs_the_same_for_thirty_posts(clients, people, topic, who, budget):
    # Whoever was told of a reply is shown so in the header, if they may read it still.
    post = make.reply(topic, people[0])
    report(post=post, reporter=people[4], reason="other", words="")
    one = queries(clients[who], topic.get_absolute_url())
    for number in range(28):
        post = make.reply(topic, people[number % 5])
        report(post=post, reporter=people[4], reason="other", words="")
    thirty = queries(clients[who], topic.get_absolute_url())
    # Fewer for members: only the last page asks what they have read.
    assert len(thirty) <= len(one), thirty
    assert len(one) <= budget, one


def test_topic_with_everything_on_it_keeps_to_the_budget(
    clients, people, home, topic, other
):
    """Poll, tags, a thing it is about, files, an accepted answer and useful marks."""
    tag = Tag.objects.create(name="Rotas", slug="rotas")
    describe_topic(topic=topic, tags=[tag], is_question=True)
    link_topic(topic=topic, thing=home)
    polls.voted(polls.poll_on(topic, "Ours", "Theirs", most=2), other, "Ours", "Theirs")
    posts = [make.reply(topic, people[number % 5]) for number in range(18)]
    for post in posts[:5]:
        files.attached(post)
        mark_useful(post=post, member=other)
    accept(post=posts[7], accepter=topic.poster)
    asked = queries(clients["visitor"], topic.get_absolute_url())
    assert len(asked) <= 8, asked
    for who in ("member", "moderator"):
        asked = queries(clients[who], topic.get_absolute_url())
        assert len(asked) <= 14, asked
    shown = clients["visitor"].get(topic.get_absolute_url()).text
    for words in ("Rotas", home.title, "Theirs", "rota.csv", "Accepted answer"):
        assert words in shown


def test_topic_about_many_pages_costs_the_same(clients, topic, home):
    """Two queries more than a topic about nothing, whatever the number of pages and tags."""
    tags = [Tag.objects.create(name=f"Tag {one}", slug=f"tag-{one}") for one in "abcd"]
    pages = [home, *(home.add_child(instance=StandardPage(title=t)) for t in "abcd")]
    address = topic.get_absolute_url()
    about_nothing = queries(clients["visitor"], address)
    counted = []
    for number in (1, 4):
        describe_topic(topic=topic, tags=tags[:number], is_question=True)
        for page in pages[: number + 1]:
            link_topic(topic=topic, thing=page)
        counted.append(len(queries(clients["visitor"], address)))
    assert counted == [len(about_nothing) + 2] * 2
    shown = clients["visitor"].get(address).text
    assert "Tag d" in shown
    assert f'<a href="{pages[-1].url}">d</a>' in shown


def test_unread_list_costs_the_same_for_thirty_topics(clients, people, board):
    fill(board, people, 1)
    one = queries(clients["member"], "/forum/unread/")
    fill(board, people, 29)
    thirty = queries(clients["member"], "/forum/unread/")
    assert len(thirty) == len(one), thirty
    assert len(one) <= 7, one


def test_queue_costs_the_same_for_thirty_posts(clients, people, topic):
    make.reply(topic, people[0], approved=False)
    one = queries(clients["moderator"], "/forum/moderation/queue/")
    for number in range(14):
        make.reply(topic, people[number % 5], approved=False)
    fifteen = queries(clients["moderator"], "/forum/moderation/queue/")
    assert len(fifteen) == len(one), fifteen


def addresses(board, topic) -> list[str]:
    return [
        "/forum/",
        board.get_absolute_url(),
        topic.get_absolute_url(),
        "/forum/feeds/topics/",
        f"/forum/feeds/{board.slug}-{board.pk}/topics/",
        "/forum/unread/",
        topic.address("post_create"),
    ]


def test_p5_visitor_opens_no_session_and_gets_no_cookie(board, topic):
    """P5: machina opened a session for every visitor on every address."""
    for address in addresses(board, topic):
        response = Client().get(address)
        assert not response.cookies, address
    assert not Session.objects.exists()


def test_visitors_get_writes_nothing(board, topic):
    for address in addresses(board, topic):
        with CaptureQueriesContext(connection) as captured:
            Client().get(address)
        words = {query["sql"].lstrip("(").split()[0] for query in captured}
        assert words <= {"SELECT"}, (address, words)


def test_visitors_see_the_same_page_each_time(topic):
    pages = {Client().get(topic.get_absolute_url()).content for _ in range(3)}
    assert len(pages) == 1


def test_members_first_get_of_an_unread_topic_writes_nothing(client_for, other, topic):
    client = client_for(other)
    for address in addresses(topic.forum, topic):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        words = {query["sql"].lstrip("(").split()[0] for query in captured}
        assert words <= {"SELECT"}, (address, words)
    assert not unread_by(Topic.objects.all(), other).exists()


def test_members_first_get_of_an_unread_topic_keeps_to_the_budget(
    client_for, people, other, topic
):
    for number in range(45):
        make.reply(topic, people[number % 5])
    client = client_for(other)
    for page in ("1", "2", "last"):
        with CaptureQueriesContext(connection) as captured:
            client.get(topic.get_absolute_url(), {"page": page} if page > "1" else {})
        assert len(captured) <= 14, captured.captured_queries
    assert not unread_by(Topic.objects.all(), other).exists()
