"""A topic of 500 posts: every page costs the same, has one address and knows the next."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.adapter.markup import render
from forum.forum_conversation.models import Post, Topic
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

PAGES = 25


def lengthen(topic, author, posts: int) -> Topic:
    """Fill the topic up; rendered as the model does when each is saved."""
    begin = topic.first_post.created
    content = "Some **words**."
    Post.objects.bulk_create(
        Post(
            topic=topic,
            poster=author,
            subject="Re: it",
            content=content,
            approved=True,
        )
        for _ in range(posts - 1)
    )
    rows = topic.posts.exclude(pk=topic.first_post_id).order_by("pk")
    for number, post in enumerate(rows, 1):
        post.created = begin + timedelta(minutes=number)
    Post.objects.bulk_update(rows, ["created"])
    rows.update(_content_rendered=render(content))
    topic.update_trackers()
    return Topic.objects.get(pk=topic.pk)


@pytest.fixture
def long_topic(topic, member):
    return lengthen(topic, member, 500)


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def head(page: str) -> str:
    return page.partition("</head>")[0]


def test_every_page_of_a_long_topic_costs_the_same(client_for, other, long_topic):
    address = long_topic.get_absolute_url()
    # A member's later page asks whether something before it is unread.
    for client, budget, asks in ((Client(), 8, 0), (client_for(other), 14, 1)):
        first = queries(client, address)
        assert queries(client, f"{address}?page={PAGES}") == first + asks
        assert first + asks <= budget


def test_pages_name_their_address_their_neighbours_and_their_number(long_topic):
    address = long_topic.get_absolute_url()
    first = head(Client().get(address).text)
    assert f'<link rel="canonical" href="{address}">' in first
    assert f'<link rel="next" href="{address}?page=2">' in first
    assert 'rel="prev"' not in first

    second = head(Client().get(address, {"page": 2}).text)
    assert f'<link rel="canonical" href="{address}?page=2">' in second
    assert f'<link rel="prev" href="{address}">' in second
    assert f'<link rel="next" href="{address}?page=3">' in second
    assert "<title>Travel time, page 2 ·" in second

    last = head(Client().get(address, {"page": PAGES}).text)
    assert f'<link rel="prev" href="{address}?page=24">' in last
    assert 'rel="next"' not in last


def test_pager_leads_to_first_last_and_the_pages_around(long_topic):
    page = Client().get(long_topic.get_absolute_url(), {"page": 12}).text
    pager = page.partition('<nav class="pager"')[2].partition("</nav>")[0]
    linked = {int(number) for number in re.findall(r"page=(\d+)", pager)}
    assert {11, 12, 13, PAGES} <= linked
    assert len(linked) < 10
    assert "Page 12 of 25" in pager


@pytest.mark.parametrize("position", [1, 20, 21, 257, 480, 481, 500])
def test_post_of_an_address_stands_on_its_page(long_topic, position):
    post = long_topic.posts.order_by("created", "pk")[position - 1]
    response = Client().get(long_topic.get_absolute_url(), {"post": post.pk})
    assert response.context["page_obj"].number == (position - 1) // 20 + 1
    assert f'id="post-{post.pk}"' in response.text


def test_post_of_an_address_stands_on_its_page_where_many_are_of_one_moment(
    topic, member
):
    """Counting earlier posts alone led to the page of the first of those."""
    topic = lengthen(topic, member, 60)
    Post.objects.filter(topic=topic).update(created=topic.first_post.created)
    for position, post in enumerate(topic.posts.order_by("pk")):
        if position in (0, 19, 20, 39, 40, 59):
            response = Client().get(topic.get_absolute_url(), {"post": post.pk})
            assert response.context["page_obj"].number == position // 20 + 1
            assert f'id="post-{post.pk}"' in response.text


def test_page_beyond_the_last_is_not_found(topic):
    assert Client().get(topic.get_absolute_url(), {"page": 2}).status_code == 404


def test_printed_topic_leaves_out_forms_and_moderation(client_for, moderator, topic):
    make.reply(topic, moderator)
    page = client_for(moderator).get(topic.get_absolute_url()).text
    for name in ('id="reply"', 'aria-label="Moderation"'):
        tag = re.search(rf"<[a-z]+ [^>]*{name}[^>]*>", page)[0]
        assert "no-print" in tag


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_topic_whose_count_is_out_of_date_shows_what_is_there(
    client_for, topic, other, who
):
    """An empty page is no page that fails, and nothing that stands there is left out."""
    client = client_for(other) if who == "member" else Client()
    words = make.reply(topic, other, "Still to be read.").content.raw
    for count in (0, 1):
        Topic.objects.filter(pk=topic.pk).update(posts_count=count)
        for address in (topic.get_absolute_url(), topic.address("topic_print")):
            assert words in client.get(address).text
