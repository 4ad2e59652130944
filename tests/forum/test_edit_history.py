"""What a post said before an edit: kept, shown to moderators, and never lost to a race."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from forum.adapter.former_members import forget
from forum.adapter.models import Report
from forum.forum_conversation.models import Post, Topic
from forum.writing.history import edits_of
from forum.writing.models import EarlierWords
from hub.accounts.personal import parts
from tests.factories import forum as make
from tests.work import calls

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(topic, other):
    return make.reply(topic, other, "We pay for all of it.")


def edit(client, post, content: str, **more):
    return client.post(post.address("post_update"), {"content": content, **more})


def history(post) -> str:
    return f"/forum/history/{post.pk}/"


def test_edit_keeps_the_words_before_with_editor_time_and_reason(
    client_for, moderator, reply
):
    edit(client_for(moderator), reply, "We pay for some of it.", reason="A slip")
    kept = EarlierWords.objects.get()
    assert (kept.post, kept.content) == (reply, "We pay for all of it.")
    assert (kept.edited_by, kept.reason) == (moderator, "A slip")
    assert timezone.now() - kept.edited_at < timedelta(minutes=1)
    assert Post.objects.get(pk=reply.pk).content.raw == "We pay for some of it."


def test_edit_of_a_topic_keeps_its_subject(client_for, member, topic):
    sent = {"subject": "Paid travel", "content": "Who pays?"}
    client_for(member).post(topic.address("topic_update"), sent)
    kept = EarlierWords.objects.get()
    assert (kept.subject, kept.content) == ("Travel time", "Who pays?")
    (one,) = edits_of(Post.objects.get(pk=topic.first_post_id))
    subject, words = one.compared()
    assert [piece.words for piece in subject] == ["Travel time", "Paid travel"]
    assert [piece.words for piece in words] == ["Who pays?"]


def test_edit_that_changes_no_words_is_none(client_for, other, member, topic, reply):
    edit(client_for(other), reply, "We pay for all of it.\r\n")
    client_for(member).post(
        topic.address("topic_update"),
        {"subject": "Travel time", "content": "Who pays?", "is_question": "on"},
    )
    assert not EarlierWords.objects.exists()
    assert not Post.objects.filter(updates_count__gt=0).exists()
    assert hasattr(Topic.objects.get(pk=topic.pk), "question")


def test_edit_that_fails_half_way_keeps_neither_words(
    client_for, other, reply, monkeypatch
):
    def fail(self):
        raise IntegrityError("half way")

    monkeypatch.setattr(Topic, "update_trackers", fail)
    client = client_for(other)
    client.raise_request_exception = False
    assert edit(client, reply, "Other words").status_code == 500
    assert not EarlierWords.objects.exists()
    assert Post.objects.get(pk=reply.pk).content.raw == "We pay for all of it."


def test_second_of_two_edits_is_refused_once_and_keeps_what_was_typed(
    client_for, other, moderator, reply
):
    """Lost updates: the second of two edits overwrote the first without a word."""
    author, client = client_for(other), client_for(moderator)
    opened_with = author.get(reply.address("post_update")).context["post_form"]
    opened_with = opened_with.opened_with
    edit(client, reply, "MODERATED WORDS")

    response = edit(author, reply, "Typed by its author", opened_with=opened_with)
    assert response.status_code == 200
    assert "Somebody has changed this message since you opened it" in response.text
    assert "Typed by its author" in response.text
    assert "MODERATED WORDS" in response.text
    assert Post.objects.get(pk=reply.pk).content.raw == "MODERATED WORDS"

    now = response.context["post_form"].opened_with
    assert f'name="opened_with" value="{now}"' in response.text
    assert edit(author, reply, "Both", opened_with=now).status_code == 302
    assert [one.content for one in EarlierWords.objects.all()] == [
        "We pay for all of it.",
        "MODERATED WORDS",
    ]


@pytest.mark.parametrize("opened_with", ["x", "\u202e", "9" * 5_000])
def test_edit_that_was_opened_with_nonsense_is_asked_again(
    client_for, other, reply, opened_with
):
    response = edit(client_for(other), reply, "Words", opened_with=opened_with)
    assert "Somebody has changed this message" in response.text


def test_that_a_post_was_edited_and_when_is_shown_to_all(client_for, other, reply):
    address = reply.topic.get_absolute_url()
    assert "edited" not in Client().get(address).text
    edit(client_for(other), reply, "Other words")
    on = timezone.now() - timedelta(days=40)
    EarlierWords.objects.update(edited_at=on)
    page = Client().get(address).text
    assert "edited <time" in page
    assert f'datetime="{timezone.localtime(on).isoformat()}"' in page
    assert history(reply) not in page


def test_history_shows_moderators_what_differs(client_for, other, moderator, reply):
    edit(client_for(other), reply, "We pay for <b>some</b> of it.", reason="Too much")
    client = client_for(moderator)
    assert history(reply) in client.get(reply.topic.get_absolute_url()).text
    page = client.get(history(reply)).text
    assert "<del>all</del>" in page
    assert "<ins>&lt;b&gt;some&lt;/b&gt;</ins>" in page
    assert "We pay for " in page
    assert "Too much" in page
    assert "Olu Other" in page


def test_history_is_not_there_for_anybody_else(
    client_for, other, member, moderator, reply, closed_board
):
    edit(client_for(other), reply, "New words")
    secret = make.topic(closed_board, member, "Secret").first_post
    for client in (client_for(other), client_for(member)):
        for post in (reply, secret):
            assert client.get(history(post)).status_code == 404
        for nothing in (999_999_999, 10**30):
            assert client.get(f"/forum/history/{nothing}/").status_code == 404
    assert Client().get(history(reply)).url.startswith("/accounts/login/")
    assert client_for(moderator).get(history(secret)).status_code == 200


def test_history_shows_the_edit_that_was_asked_for(client_for, other, moderator, reply):
    client = client_for(other)
    for words in ("One words", "Two words", "Three words"):
        edit(client, reply, words)
    first = EarlierWords.objects.order_by("pk").first()
    shown = client_for(moderator).get(history(reply), {"edit": first.pk})
    assert shown.context["shown"].content_after == "One words"
    for asked in ("", "x", "999999999", "²"):
        page = client_for(moderator).get(history(reply), {"edit": asked})
        assert page.context["shown"].content_after == "Three words"


def test_edits_come_newest_first_each_with_what_followed(client_for, other, reply):
    client = client_for(other)
    edit(client, reply, "Second")
    edit(client, reply, "Third")
    pairs = [(one.before.content, one.content_after) for one in edits_of(reply)]
    reply.refresh_from_db()
    pairs = [(one.before.content, one.content_after) for one in edits_of(reply)]
    assert pairs == [("Second", "Third"), ("We pay for all of it.", "Second")]


@pytest.mark.timeout(60)
def test_history_of_very_long_messages_is_compared_with_little_work(member, topic):
    words = " ".join(f"w{number % 997}" for number in range(4_000))
    lines = "\n".join("ab"[number % 2] for number in range(9_000))
    apart = "".join(f"{number % 60}\n!\n" for number in range(4_000))
    for was, now in (
        (words, words[::-1]),
        (lines, lines[::-1]),
        (lines, words),
        ("a " * 9_000, "b a " * 4_500),
        # Each second line, or word, is in both, and never two in a row.
        (apart, apart.replace("!", "?")),
        (apart.replace("\n", " "), apart.replace("!", "?").replace("\n", " ")),
    ):
        post = make.reply(topic, member, now[:20_000])
        EarlierWords.objects.create(post=post, subject="x", content=was[:20_000])
        assert calls(edits_of(post)[0].compared) < 8_000_000


@pytest.mark.parametrize("keeps_words", [True, False])
def test_erasing_a_leaver_erases_what_their_posts_said(
    client_for, other, member, topic, reply, keeps_words
):
    edit(client_for(other), reply, "New words")
    theirs = make.reply(topic, member, "Of somebody else")
    EarlierWords.objects.create(
        post=theirs, subject="x", content="Kept", edited_by=other, reason="Of Olu"
    )
    other.erases_posts = not keeps_words
    other.save()
    (part,) = [part for part in parts() if part.key == "forum_edits"]
    assert [row.get("Words until then") for row in part.export(other)] == [
        "We pay for all of it.",
        None,
    ]
    part.erase(other)
    kept = EarlierWords.objects.get()
    assert (kept.post, kept.edited_by, kept.reason) == (theirs, None, "")


def test_erasing_words_erases_reports_of_them(other, member, topic, reply):
    Report.objects.create(
        post=reply, reporter=member, reason="other", words="It says: we pay for all."
    )
    stays = Report.objects.create(
        post=topic.first_post, reporter=None, reason="other", words="x"
    )
    other.erases_posts = True
    other.save()
    forget(other)
    assert Report.objects.get() == stays


def test_deleted_post_takes_its_history_with_it(client_for, other, reply):
    edit(client_for(other), reply, "New words")
    Post.objects.get(pk=reply.pk).delete()
    assert not EarlierWords.objects.exists()
