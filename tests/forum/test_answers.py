"""Questions: accepting an answer, taking it back, and where that shows."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.adapter.actions import describe_topic
from forum.answers import actions
from forum.answers.models import AcceptedAnswer
from forum.forum_conversation.models import Post, Topic
from hub.members.desk import figures
from hub.members.models import Block
from hub.notify.models import Notification
from hub.search.models import SearchEntry
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def to_accept(post) -> str:
    return reverse("forum_answers:accept", args=[post.pk])


def to_take_back(post) -> str:
    return reverse("forum_answers:take_back", args=[post.pk])


def accepted(topic) -> int | None:
    row = AcceptedAnswer.objects.filter(question=topic.pk).first()
    return row and row.post_id


def page_of(client, topic, **params) -> str:
    return client.get(topic.get_absolute_url(), params).text


@pytest.fixture
def question(topic):
    describe_topic(topic=topic, tags=[], is_question=True)
    return Topic.objects.get(pk=topic.pk)


@pytest.fixture
def answer(question, other):
    return make.reply(question, other, "We pay for it.")


def test_who_asked_accepts_an_answer_and_chooses_another(
    client_for, question, answer, member, person
):
    client = client_for(member)
    second = make.reply(question, person("Second"), "So do we.")
    assert to_accept(answer) in page_of(client, question)

    response = client.post(to_accept(answer))
    assert response.url == answer.get_absolute_url()
    assert accepted(question) == answer.pk

    client.post(to_accept(second))
    assert accepted(question) == second.pk

    page = page_of(client, question)
    assert to_take_back(second) in page
    client.post(to_take_back(second))
    assert accepted(question) is None


def test_moderator_accepts_too_and_others_do_not(
    client_for, question, answer, moderator, other, person
):
    for one in (other, person("Third")):
        client = client_for(one)
        assert to_accept(answer) not in page_of(client, question)
        assert client.post(to_accept(answer)).status_code == 403
    assert accepted(question) is None
    client_for(moderator).post(to_accept(answer))
    assert accepted(question) == answer.pk
    assert client_for(other).post(to_take_back(answer)).status_code == 403
    assert accepted(question) == answer.pk


def test_visitor_is_asked_to_sign_in_and_led_to_the_post(client_for, answer, member):
    address = to_accept(answer)
    assert Client().post(address).url.startswith("/accounts/login/")
    assert client_for(member).get(address).url == answer.get_absolute_url()
    assert not AcceptedAnswer.objects.exists()


def test_opening_post_is_not_accepted(client_for, question, member):
    client_for(member).post(to_accept(question.first_post))
    assert accepted(question) is None


def test_topic_that_asks_nothing_has_no_answer(client_for, topic, other, moderator):
    post = make.reply(topic, other)
    client = client_for(moderator)
    assert to_accept(post) not in page_of(client, topic)
    assert client.post(to_accept(post)).status_code == 403
    assert not AcceptedAnswer.objects.exists()


def test_waiting_or_hidden_post_is_as_one_that_is_not_there(
    client_for, question, closed_board, member, other, moderator
):
    waits = make.reply(question, other, approved=False)
    hidden = make.reply(make.topic(closed_board, moderator), moderator)
    client = client_for(member)
    for address in (to_accept(waits), to_accept(hidden), "/forum/answers/999/accept/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert not AcceptedAnswer.objects.exists()


def test_answer_of_another_topic_answers_its_own_question_only(
    client_for, question, board, member, other
):
    elsewhere = make.reply(make.topic(board, other, "Elsewhere"), member)
    assert client_for(member).post(to_accept(elsewhere)).status_code == 403
    assert accepted(question) is None


@pytest.mark.parametrize("change", ["deleted", "waits", "moved", "no question"])
def test_answer_that_is_gone_opens_the_question_again(
    question, answer, board, member, change
):
    actions.accept(post=answer, accepter=member)
    if change == "deleted":
        answer.delete()
    elif change == "waits":
        answer.approved = False
        answer.save()
    elif change == "moved":
        elsewhere = make.topic(board, member, "Elsewhere")
        Post.objects.filter(pk=answer.pk).update(topic=elsewhere)
        question.update_trackers()
    else:
        describe_topic(topic=question, tags=[], is_question=False)
    assert accepted(question) is None


def test_accepted_answer_stands_in_words_at_the_top_and_in_its_place(
    client, question, answer, member
):
    for number in range(3):
        make.reply(question, member, f"Thanks {number}")
    late = make.reply(question, answer.poster, "The late answer.")
    actions.accept(post=late, accepter=member)

    _, page = page_of(client, question).split("</head>")

    top, place = (found.start() for found in re.finditer("The late answer", page))
    assert page.index("Who pays?") < top < page.index("Thanks 0") < place
    assert page.count("Accepted answer") == 2
    assert f'href="{late.get_absolute_url()}">Read it in its place' in page
    assert 'class="post post--accepted"' in page


def test_question_without_an_accepted_answer_shows_none(client_for, question, member):
    for client in (Client(), client_for(member)):
        assert "Accepted answer" not in client.get(question.get_absolute_url()).text


def test_answer_right_below_the_question_is_not_shown_twice(
    client, question, answer, member
):
    actions.accept(post=answer, accepter=member)
    _, page = page_of(client, question).split("</head>")
    assert page.count("We pay for it.") == 1
    assert "Read it in its place" not in page
    assert "Accepted answer" in page


def test_accepted_answer_of_a_later_page_stands_on_top_of_the_first(
    client, question, answer, member
):
    for _ in range(20):
        make.reply(question, member, "Filling")
    late = make.reply(question, answer.poster, "The late answer.")
    actions.accept(post=late, accepter=member)
    assert "The late answer." in page_of(client, question)
    assert "Read it in its place" not in page_of(client, question, page=2)


def test_accepted_answer_on_top_shows_its_files_for_one_query_of_all(
    client, question, answer, member
):
    for _ in range(20):
        make.reply(question, member, "Filling")
    late = make.reply(question, answer.poster, "Look: ![the plan](file:1)")
    plan = make_files.attached(late, "a.png", make_files.photo("PNG"), words="x")
    rota = make_files.attached(late, "rota.csv")
    actions.accept(post=late, accepter=member)

    with CaptureQueriesContext(connection) as captured:
        page = client.get(question.get_absolute_url())

    top = BeautifulSoup(page.content, "html5lib").select_one(".accepted")
    assert top.select_one(".post__text img")["src"] == plan.preview_url
    assert not top.select(".post__figure")
    links = [link["href"] for link in top.select(".post__listed a")]
    assert links == [plan.get_absolute_url(), rota.get_absolute_url()]
    of_files = 'FROM "forum_files_postfile" WHERE'
    asked = [one for one in captured if of_files in one["sql"]]
    assert len(asked) == 1


def test_lists_say_which_questions_are_answered(client, question, answer, member):
    board = question.forum.get_absolute_url()
    assert "Answered" not in client.get(board).text
    actions.accept(post=answer, accepter=member)
    assert "Answered" in client.get(board).text


def test_search_entry_says_whether_a_question_is_answered(question, answer, member):
    def entry():
        return SearchEntry.objects.get(key=f"forum_conversation.topic:{question.pk}")

    assert entry().facets["question"] == ["open"]
    assert entry().facts == ["1 reply"]
    actions.accept(post=answer, accepter=member)
    assert entry().facets["question"] == ["answered"]
    assert entry().facts == ["1 reply", "Answered"]
    actions.take_back(post=answer)
    assert entry().facets["question"] == ["open"]
    describe_topic(topic=question, tags=[], is_question=False)
    assert "question" not in entry().facets


def told(person) -> list[Notification]:
    return list(Notification.objects.filter(person=person, kind="accepted_answers"))


def test_author_of_the_answer_is_told_once(question, answer, member, other):
    for _ in range(2):
        actions.accept(post=answer, accepter=member)
        actions.take_back(post=answer)
    (row,) = told(other)
    assert row.title == "Your answer to “Travel time” was accepted"
    assert row.url == answer.get_absolute_url()
    assert row.way == "at_once"


def test_nobody_is_told_of_what_they_accept_themselves_or_by_whom_they_block(
    question, answer, member, other
):
    own = make.reply(question, member, "I found out")
    actions.accept(post=own, accepter=member)
    Block.objects.create(blocker=other, blocked=member)
    actions.accept(post=answer, accepter=member)
    assert told(member) == told(other) == []


def test_members_board_puts_no_subject_into_what_is_told(members_board, member, other):
    topic = make.topic(members_board, member, "SECRET SUBJECT")
    describe_topic(topic=topic, tags=[], is_question=True)
    actions.accept(post=make.reply(topic, other), accepter=member)
    (row,) = told(other)
    assert "SECRET" not in row.title + row.text


def test_desk_counts_accepted_answers(question, answer, member):
    table = next(one for one in figures.tables() if one.key == "questions")

    def answered() -> float | None:
        return next(row.value for row in table.rows() if row.label == "Answered")

    assert answered() == 0
    actions.accept(post=answer, accepter=member)
    assert answered() == 1


def linked_data(page: str) -> dict | None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return found and json.loads(found[1])


def test_visitor_reads_a_question_as_linked_data(client, question, answer, member):
    make.reply(question, member, "Is that <b>enough</b>?</script>")
    actions.accept(post=answer, accepter=member)
    told = linked_data(page_of(client, question))
    assert told["@type"] == "QAPage"
    asked = told["mainEntity"]
    assert (asked["name"], asked["text"]) == ("Travel time", "Who pays?")
    assert asked["answerCount"] == 2
    assert asked["acceptedAnswer"]["text"] == "We pay for it."
    assert asked["acceptedAnswer"]["url"].endswith(answer.get_absolute_url())
    (other_answer,) = asked["suggestedAnswer"]
    assert other_answer["text"] == "Is that <b>enough</b>?</script>"


def test_discussion_is_told_as_one(client, topic, other):
    make.reply(topic, other, "A reply")
    told = linked_data(page_of(client, topic))
    assert told["@type"] == "DiscussionForumPosting"
    assert [one["text"] for one in told["comment"]] == ["A reply"]


def test_what_only_members_read_is_told_to_no_program(
    client_for, members_board, question, member
):
    hidden = make.topic(members_board, member)
    client = client_for(member)
    assert linked_data(page_of(client, hidden)) is None
    assert linked_data(page_of(client, question)) is None
