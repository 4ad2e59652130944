"""Whoever leaves: their name goes, others' words stay, theirs as they chose."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from forum.adapter.former_members import REMOVED, forget
from forum.adapter.models import Report
from forum.forum_conversation.models import Post, Topic
from hub.accounts.models import User
from hub.members.models import Profile
from hub.notify.models import Notification
from hub.search.models import SearchEntry
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(person):
    return person("Lena Leaver")


@pytest.fixture
def discussion(board, leaver, other):
    topic = make.topic(board, leaver, "Rotas", "LEAVERS WORDS")
    make.reply(topic, other, "Kept words of Olu")
    make.reply(topic, leaver, "MORE OF LENA")
    return Topic.objects.get(pk=topic.pk)


def entry_of(topic) -> str:
    entry = SearchEntry.objects.get(key=f"forum_conversation.topic:{topic.pk}")
    return f"{entry.title} {entry.summary} {entry.body}"


def pages(topic) -> str:
    return "".join(
        Client().get(address).text
        for address in (
            topic.get_absolute_url(),
            topic.forum.get_absolute_url(),
            "/forum/",
            "/forum/feeds/topics/",
        )
    )


@pytest.mark.parametrize("how", ["is_active", "erased"])
def test_who_is_off_or_erased_is_a_former_member_everywhere(
    discussion, leaver, how, home
):
    assert "Lena" in pages(discussion)
    if how == "is_active":
        leaver.is_active = False
    else:
        leaver.erased_at = timezone.now()
    leaver.save()

    shown = pages(discussion) + Client().get("/").text

    assert "A former member" in shown
    assert "Lena" not in shown
    assert ">LL<" not in shown


@pytest.mark.parametrize(
    "delete",
    [
        lambda user: user.delete(),
        lambda user: User.objects.filter(pk=user.pk).delete(),
        lambda user: User.objects.all().delete(),
    ],
    ids=["one", "some", "all"],
)
def test_account_that_wrote_cannot_be_deleted(discussion, leaver, delete):
    """User deletion: machina deleted other people's replies with somebody's topics."""
    with pytest.raises(ProtectedError), transaction.atomic():
        delete(leaver)
    assert Post.objects.count() == 3
    assert User.objects.filter(pk=leaver.pk).exists()


def test_account_that_never_wrote_can_be_deleted(discussion, person):
    silent = person("Silent")
    silent.delete()
    assert not User.objects.filter(pk=silent.pk).exists()


def test_words_stay_unless_their_author_wants_them_gone(discussion, leaver):
    forget(leaver)
    assert "LEAVERS WORDS" in pages(discussion)
    assert "LEAVERS WORDS" in entry_of(discussion)


def test_words_go_and_others_replies_stay(discussion, leaver, other):
    leaver.erases_posts = True
    leaver.save()
    told = Notification.objects.filter(person=other)
    assert told.filter(text__contains="MORE OF LENA").exists()
    other_row = Post.objects.filter(poster=other).values().get()

    forget(leaver)

    shown = pages(discussion) + entry_of(discussion)
    assert "Kept words of Olu" in shown
    assert REMOVED in shown
    for words in ("LEAVERS WORDS", "MORE OF LENA"):
        assert words not in shown
    assert not told.exists()
    assert Post.objects.filter(poster=other).values().get() == other_row
    topic = Topic.objects.get(pk=discussion.pk)
    assert (topic.posts_count, topic.subject) == (3, "Rotas")


def test_discussion_that_nobody_else_joined_goes_with_its_words(board, leaver):
    alone = make.topic(board, leaver, "ONLY MINE", "ALL MINE")
    leaver.erases_posts = True
    leaver.save()

    forget(leaver)

    assert not Topic.objects.filter(pk=alone.pk).exists()
    assert not SearchEntry.objects.filter(title="ONLY MINE").exists()
    board.refresh_from_db()
    assert (board.direct_topics_count, board.direct_posts_count) == (0, 0)


def test_what_waits_goes_either_way(discussion, leaver):
    make.reply(discussion, leaver, "NEVER PUBLIC", approved=False)
    forget(leaver)
    assert not Post.objects.filter(approved=False).exists()
    assert Post.objects.count() == 3


def test_their_report_stays_without_their_name(discussion, leaver, other):
    post = Post.objects.get(poster=other)
    Report.objects.create(post=post, reporter=leaver, reason="other")
    forget(leaver)
    assert Report.objects.get().reporter is None


def test_forgetting_that_fails_changes_nothing(discussion, leaver, monkeypatch):
    leaver.erases_posts = True
    leaver.save()

    def fail(self):
        raise RuntimeError

    monkeypatch.setattr(Topic, "update_trackers", fail)
    with pytest.raises(RuntimeError):
        forget(leaver)
    assert Post.objects.filter(content="LEAVERS WORDS").exists()


def profile_of(person, **fields):
    return Profile.objects.create(user=person, slug="tenletters", **fields)


@pytest.mark.parametrize(
    ("seen_by", "visitor", "member"),
    [("public", True, True), ("members", False, True), ("hidden", False, False)],
)
def test_name_leads_to_the_profile_for_those_who_may_open_it(
    discussion, leaver, other, client_for, seen_by, visitor, member
):
    address = profile_of(leaver, name_seen_by=seen_by).get_absolute_url()
    page = discussion.get_absolute_url()

    assert (address in Client().get(page).text) is visitor
    assert (address in client_for(other).get(page).text) is member


@pytest.mark.parametrize("change", ["is_active", "leaves_at", "erased_at"])
def test_name_of_a_former_member_leads_nowhere(discussion, leaver, change):
    address = profile_of(leaver, name_seen_by="public").get_absolute_url()
    setattr(leaver, change, False if change == "is_active" else timezone.now())
    leaver.save()
    assert address not in Client().get(discussion.get_absolute_url()).text
