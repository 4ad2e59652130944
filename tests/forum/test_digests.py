"""What a digest tells of the forum: one's boards, and nothing of one's own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.forum_conversation.models import Post
from hub.accounts.models import User
from hub.members.digest.news import WhatIsNew, with_interests
from tests.factories.forum import board, reply, topic


@pytest.fixture
def ada(person):
    return person("Ada")


@pytest.fixture
def ben(person):
    return person("Ben")


def told(*people):
    """Return the titles that are new for each of these people, by their boards."""
    since = timezone.now() - timedelta(days=7)
    chosen = WhatIsNew.since(since).for_people(
        list(with_interests(User.objects.filter(pk__in=[one.pk for one in people])))
    )
    return [
        sorted(one.news.title for one in chosen[person.pk] if one.section == "boards")
        for person in people
    ]


def test_discussion_on_a_board_where_one_wrote_is_told_and_on_another_is_not(ada, ben):
    wages, rotas = board("Wages"), board("Rotas")
    reply(topic(wages, ben, "First pay talk"), ada)
    reply(topic(wages, ben, "Sick pay"), ben)
    topic(rotas, ben, "Night rota")

    assert told(ada) == [["Sick pay"]]


def test_discussions_that_one_began_or_wrote_in_last_are_not_told(ada, ben):
    wages = board("Wages")
    began = topic(wages, ada, "Begun by Ada")
    reply(began, ben)
    reply(topic(wages, ben, "Ada wrote last"), ada)
    topic(wages, ben, "New to Ada")

    assert told(ada, ben) == [["New to Ada"], []]


def test_board_where_one_wrote_long_ago_is_told_no_more(ada, ben):
    wages = board("Wages")
    old = reply(topic(wages, ben, "Old talk"), ada)
    Post.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=400))
    topic(wages, ben, "New talk")

    assert told(ada) == [[]]


def test_post_that_waits_for_approval_makes_no_board_ones_own(ada, ben):
    wages = board("Wages")
    reply(topic(wages, ben, "First"), ada, approved=False)
    topic(wages, ben, "Second")

    assert told(ada) == [[]]


def test_boards_of_thirty_people_cost_as_many_queries_as_of_one(
    person, ben, django_assert_max_num_queries
):
    wages = board("Wages")
    talk = topic(wages, ben, "Talk")
    members = [person(f"Member {number}") for number in range(30)]
    for member in members:
        reply(talk, member)
    topic(wages, ben, "News")
    new = WhatIsNew.since(timezone.now() - timedelta(days=7))
    people = list(with_interests(User.objects.filter(pk__in=[m.pk for m in members])))

    with django_assert_max_num_queries(2):
        new.for_people(people[:1])
    with django_assert_max_num_queries(2):
        new.for_people(people)
