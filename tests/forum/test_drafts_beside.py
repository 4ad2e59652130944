"""Saving a draft from a form that holds a poll or files: neither is lost, and it says so."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse

from forum.files.models import PostFile
from forum.forum_conversation.forum_polls.models import TopicPoll
from forum.forum_conversation.models import Post, Topic
from forum.writing.models import Draft
from tests.factories import files as make_files
from tests.factories.polls import poll_on

pytestmark = pytest.mark.django_db

NOTICE = "A draft holds words alone."
ROTA = b"day,who\nMonday,Mo\n"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def create_address(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def form_of(page):
    return BeautifulSoup(page.content, "html5lib").select_one("main form[enctype]")


def test_draft_of_a_topic_with_a_poll_and_a_file_leaves_both_on_the_form(
    client_for, other, board
):
    client = client_for(other)
    sent = {
        "subject": "Rotas",
        "content": "Which is it to be?",
        "poll-question": "Which one?",
        "poll-options": "One\nTwo",
        "poll-shown": "",
    }
    file = make_files.sent("rota.csv", ROTA)
    page = client.post(
        create_address(board), {**sent, "save_draft": "1", "files-add": file}
    )

    assert page.status_code == 200
    assert "Your draft is saved." in page.text
    assert NOTICE in page.text
    assert Draft.objects.get().content == "Which is it to be?"
    assert not Topic.objects.exists()
    form = form_of(page)
    assert form.select_one("[name=subject]")["value"] == "Rotas"
    assert form.select_one("[name=poll-question]")["value"] == "Which one?"
    assert form.select_one("[name=poll-options]").text.split() == ["One", "Two"]
    token = form.select_one("[name=files-waiting]")["value"]
    assert "not posted yet" in form.text

    client.post(create_address(board), {**sent, "files-waiting": token})
    topic = Topic.objects.get()
    assert topic.first_post.files.get().name == "rota.csv"
    assert topic.poll.question == "Which one?"
    assert not Draft.objects.exists()


def test_draft_of_a_reply_keeps_a_file_that_waits_already(client_for, other, topic):
    waiting = make_files.attached(None, by=other)
    page = client_for(other).post(
        topic.address("post_create"),
        {"content": "Words", "save_draft": "1", "files-waiting": waiting.token},
    )
    assert form_of(page).select_one("[name=files-waiting]")["value"] == waiting.token
    assert NOTICE in page.text
    assert Draft.objects.get().content == "Words"
    assert Post.objects.count() == 1


def test_file_without_words_stays_on_the_form_though_there_is_no_draft(
    client_for, other, topic
):
    file = make_files.sent("rota.csv", ROTA)
    page = client_for(other).post(
        topic.address("post_create"),
        {"content": "", "save_draft": "1", "files-add": file},
    )
    assert "There was nothing to save yet." in page.text
    assert form_of(page).select_one("[name=files-waiting]")["value"] == (
        PostFile.objects.get().token
    )
    assert not Draft.objects.exists()


def test_draft_of_an_edit_that_takes_a_poll_away_does_not_bring_it_back(
    client_for, member, topic
):
    poll = poll_on(topic)
    page = client_for(member).post(
        topic.address("topic_update"),
        {
            "subject": "S",
            "content": "C",
            "save_draft": "1",
            "poll-shown": poll.pk,
            "poll-question": "",
            "poll-options": "",
        },
    )
    form = form_of(page)
    assert not form.select_one("[name=poll-question]").get("value")
    assert form.select_one("[name=poll-shown]")["value"] == str(poll.pk)
    assert NOTICE in page.text
    assert TopicPoll.objects.exists()


def test_draft_of_words_alone_returns_to_the_form(client_for, other, board):
    page = client_for(other).post(
        create_address(board),
        {
            "content": "Words",
            "save_draft": "1",
            "poll-shown": "",
            "poll-most": 1,
            "poll-question": " ",
        },
        follow=True,
    )
    assert page.redirect_chain == [(create_address(board), 302)]
    assert NOTICE not in page.text
