"""Marking posts as useful: one of a member on a post, never on one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from forum.adapter.actions import describe_topic
from forum.answers import actions
from forum.answers.models import AcceptedAnswer, UsefulMark
from hub.accounts.personal import parts
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def to_mark(post) -> str:
    return reverse("forum_answers:useful", args=[post.pk])


def own_part():
    return next(one for one in parts() if one.key == "answers")


@pytest.fixture
def post(topic):
    return topic.first_post


def test_member_marks_once_and_takes_it_back(client_for, post, other):
    client = client_for(other)
    for _ in range(2):
        response = client.post(to_mark(post), {"useful": "1"})
        assert response.url == post.get_absolute_url()
    assert UsefulMark.objects.filter(post=post, member=other).count() == 1

    page = client.get(post.topic.get_absolute_url()).text
    assert 'aria-pressed="true"' in page
    assert 'name="useful" value="0"' in page

    client.post(to_mark(post), {"useful": "0"})
    assert not UsefulMark.objects.exists()
    assert 'aria-pressed="false"' in client.get(post.topic.get_absolute_url()).text


def test_htmx_gets_the_button_alone(client_for, post, other):
    client = client_for(other)
    response = client.post(
        to_mark(post), {"useful": "1"}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 200
    assert response.text.count("<button") == 1
    assert "<html" not in response.text
    assert 'aria-pressed="true"' in response.text
    # It belongs to the form of the page, which holds the token.
    assert 'form="answers"' in response.text


def test_own_post_is_not_marked(client_for, post, member):
    client = client_for(member)
    assert to_mark(post) not in client.get(post.topic.get_absolute_url()).text
    assert client.post(to_mark(post), {"useful": "1"}).url == post.get_absolute_url()
    assert not UsefulMark.objects.exists()


def test_visitor_reads_the_number_and_marks_nothing(client, post, other):
    assert "Useful" not in client.get(post.topic.get_absolute_url()).text
    actions.mark_useful(post=post, member=other)
    page = client.get(post.topic.get_absolute_url()).text
    assert "Useful to 1 member" in page
    assert to_mark(post) not in page
    assert Client().post(to_mark(post)).url.startswith("/accounts/login/")


def test_author_reads_the_number(client_for, post, member, other, moderator):
    for one in (other, moderator):
        actions.mark_useful(post=post, member=one)
    page = client_for(member).get(post.topic.get_absolute_url()).text
    assert "Useful to 2 members" in page


def test_post_one_may_not_read_is_as_one_that_is_not_there(
    client_for, topic, other, member, closed_board, moderator
):
    hidden = make.topic(closed_board, moderator).first_post
    waits = make.reply(topic, member, approved=False)
    client = client_for(other)
    for address in (to_mark(hidden), to_mark(waits), f"/forum/answers/{9**9}/useful/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert not UsefulMark.objects.exists()


def test_mark_needs_a_token(post, other):
    client = Client(enforce_csrf_checks=True)
    client.force_login(other)
    assert client.post(to_mark(post), {"useful": "1"}).status_code == 403
    assert not UsefulMark.objects.exists()


def test_what_was_marked_and_accepted_is_handed_out(topic, post, member, other):
    describe_topic(topic=topic, tags=[], is_question=True)
    answer = make.reply(topic, other)
    actions.mark_useful(post=answer, member=member)
    actions.accept(post=answer, accepter=member)
    rows = own_part().export(member)
    assert [row["Address"] for row in rows] == [answer.get_absolute_url()] * 2
    assert own_part().export(other) == []


@pytest.mark.parametrize("erases", [True, False])
def test_who_leaves_takes_their_marks_and_their_name_along(
    topic, member, other, person, erases
):
    describe_topic(topic=topic, tags=[], is_question=True)
    answer = make.reply(topic, other)
    actions.accept(post=answer, accepter=member)
    for one in (member, person("Third")):
        actions.mark_useful(post=answer, member=one)
    for one in (member, other):
        one.erases_posts = erases
        one.save()
    own_part().erase(member)
    assert UsefulMark.objects.count() == 1
    assert AcceptedAnswer.objects.get().accepted_by is None
    own_part().erase(other)
    assert AcceptedAnswer.objects.exists() is not erases
