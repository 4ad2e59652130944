"""How many files a member may send in a while: previews count, and nothing typed is lost."""

import pytest
from django.core.cache import cache

from forum.files import often
from forum.files.models import PostFile
from forum.forum_conversation.models import Post
from forum.guarding import limits
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

ROTA = b"day,who\nMonday,Mo\n"


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture(autouse=True)
def two_in_ten_minutes(settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "forum_upload": "2/10m/user",
    }


@pytest.fixture
def judged(monkeypatch):
    """How many files have been judged, and perhaps drawn anew."""
    seen: list[str] = []
    judge_all = often.judge_all

    def counted(files, most):
        seen.extend(one.name for one in files)
        return judge_all(files, most)

    monkeypatch.setattr(often, "judge_all", counted)
    return seen


def reply(client, topic, *names, **fields):
    files = [
        make_files.sent(name, make_files.photo() if name.endswith("jpg") else ROTA)
        for name in names
    ]
    sent = {"content": "Typed with care", "files-add": files, **fields}
    return client.post(topic.address("post_create"), sent)


def test_previews_with_a_picture_beyond_the_limit_draw_nothing_and_keep_the_words(
    client_for, other, topic, judged
):
    client = client_for(other)
    for _ in range(2):
        assert reply(client, topic, "house.jpg", preview="1").status_code == 200

    third = reply(client, topic, "house.jpg", preview="1")

    assert third.status_code == 429
    assert "That was too many files: 2 in 10 minutes is the most" in third.text
    assert "Typed with care" in third.text
    assert judged == ["house.jpg"] * 2


def test_files_that_wait_already_stay_on_the_form(client_for, other, topic):
    client = client_for(other)
    reply(client, topic, "one.csv", preview="1")
    reply(client, topic, "two.csv", preview="1")
    waiting = [one.token for one in PostFile.objects.waiting_of(other)]

    refused = reply(client, topic, "three.csv", **{"files-waiting": waiting})

    assert refused.status_code == 429
    assert all(f'value="{token}"' in refused.text for token in waiting)
    sent = reply(client, topic, **{"files-waiting": waiting})
    assert sent.status_code == 302
    assert Post.objects.latest("pk").files.count() == 2


def test_each_file_counts_and_a_message_with_too_many_is_not_posted(
    client_for, other, topic, judged
):
    refused = reply(client_for(other), topic, "1.csv", "2.csv", "3.csv")
    assert refused.status_code == 429
    assert judged == []
    assert Post.objects.filter(poster=other).count() == 0


def test_each_member_has_their_own_limit_and_words_alone_count_nothing(
    client_for, other, member, topic
):
    client = client_for(other)
    assert reply(client, topic, "1.csv", "2.csv").status_code == 302
    assert reply(client, topic, "3.csv").status_code == 429
    assert reply(client, topic).status_code == 302
    assert reply(client_for(member), topic, "1.csv").status_code == 302


def test_topics_and_edits_are_counted_as_well(client_for, other, board):
    client = client_for(other)
    address = f"{board.get_absolute_url()}topic/create/"
    sent = {"subject": "Rotas", "content": "Typed with care"}
    for number in range(3):
        files = make_files.sent(f"{number}.csv", ROTA)
        answer = client.post(address, {**sent, "preview": "1", "files-add": files})
    assert answer.status_code == 429
    post = make.topic(board, other).first_post
    edited = client.post(
        post.topic.address("topic_update"),
        {**sent, "files-add": make_files.sent("4.csv", ROTA)},
    )
    assert edited.status_code == 429
    assert "Typed with care" in edited.text


def test_limit_is_said_as_people_say_it(settings):
    settings.ACCOUNT_RATE_LIMITS = {"forum_upload": "9/m/user,30/10m/user,99/2h/user"}
    assert limits.in_words(limits.UPLOAD) == (
        "9 a minute, 30 in 10 minutes and 99 in 2 hours"
    )
