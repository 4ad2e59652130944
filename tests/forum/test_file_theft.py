"""Files of others can neither be moved nor removed nor used: S2, with real uploads."""

import pytest
from django.test import Client

from forum.files.models import PostFile
from forum.forum_conversation.forum_attachments.models import Attachment
from forum.forum_conversation.models import Post, Topic
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

SECRET = b"top,secret\n1,2\n"


@pytest.fixture
def victim(closed_board, moderator):
    """A file on a board that only moderators may read."""
    post = make.topic(closed_board, moderator, "Secret").first_post
    return make_files.attached(post, "secret.csv", SECRET)


def row(file) -> dict:
    return PostFile.objects.filter(pk=file.pk).values().get()


def claims_on(file) -> list[dict]:
    """All the ways to name another's file, in our form and in machina's."""
    machina = {
        "attachment-TOTAL_FORMS": 1,
        "attachment-INITIAL_FORMS": 1,
        "attachment-0-id": file.pk,
    }
    return [
        {"files-waiting": file.token},
        {"files-waiting": file.token, f"files-{file.token}-remove": "on"},
        {f"files-{file.token}-remove": "on"},
        {f"files-{file.token}-words": "mine now"},
        {"files-waiting": str(file.pk)},
        machina,
        machina | {"attachment-0-DELETE": "on"},
    ]


@pytest.mark.parametrize("claim", range(7))
def test_s2_reply_naming_anothers_file_leaves_it_alone(
    client_for, other, board, victim, claim
):
    """S2: the form took any attachment by id, to move it or to delete it."""
    own = make.topic(board, other)
    before = row(victim)
    response = client_for(other).post(
        own.address("post_create"), {"content": "Hello"} | claims_on(victim)[claim]
    )
    assert response.status_code == 302
    assert row(victim) == before
    assert not Post.objects.latest("pk").files.exists()


@pytest.mark.parametrize("claim", range(7))
def test_s2_edit_naming_anothers_file_leaves_it_alone(
    client_for, other, board, victim, claim
):
    """S2, through editing: a post of one's own that has a file of its own."""
    own = make.topic(board, other)
    mine = make_files.attached(own.first_post, "mine.csv")
    before = row(victim)
    response = client_for(other).post(
        own.address("topic_update"),
        {"subject": "S", "content": "C"} | claims_on(victim)[claim],
    )
    assert response.status_code == 302
    assert row(victim) == before
    assert [one.pk for one in own.first_post.files.all()] == [mine.pk]


def test_s2_file_that_waits_for_anothers_message_is_theirs_alone(
    client_for, other, member, moderator, topic
):
    """S2: what somebody has sent, and not posted yet, is nobody else's to use or see."""
    waiting = make_files.attached(None, "draft.csv", SECRET, by=member)
    address = waiting.get_absolute_url()
    client_for(other).post(
        topic.address("post_create"), {"content": "x", "files-waiting": waiting.token}
    )
    assert row(waiting)["post_id"] is None
    for client in (Client(), client_for(other), client_for(moderator)):
        assert client.get(address).status_code == 404
    assert client_for(member).get(address).getvalue() == SECRET


def test_s2_others_cannot_remove_a_file_and_moderators_can(
    client_for, other, moderator, topic
):
    kept = make_files.attached(topic.first_post)
    sent = {"subject": "S", "content": "C", f"files-{kept.token}-remove": "on"}
    address = topic.address("topic_update")
    assert client_for(other).post(address, sent).status_code == 403
    assert Client().post(address, sent).status_code == 302
    assert PostFile.objects.filter(pk=kept.pk).exists()
    client_for(moderator).post(address, sent)
    assert not PostFile.objects.exists()


@pytest.mark.parametrize("removes", [False, True], ids=["moves", "removes"])
def test_s2_file_on_a_message_is_not_reached_through_another(
    client_for, other, topic, removes
):
    """S2: nor by who sent it, when its message may no longer be changed."""
    own = make.reply(topic, other)
    kept = make_files.attached(own, by=other)
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_LOCKED)
    elsewhere = make.topic(topic.forum, other, "Elsewhere")
    sent = {"content": "Hello", "files-waiting": kept.token}
    if removes:
        sent[f"files-{kept.token}-remove"] = "on"
    response = client_for(other).post(elsewhere.address("post_create"), sent)
    assert response.status_code == 302
    assert PostFile.objects.get().post_id == own.pk


@pytest.mark.parametrize("more", [{}, {"attachment-0-DELETE": "on"}])
def test_s2_machinas_own_rows_are_left_alone(
    client_for, other, moderator, board, closed_board, more
):
    """S2, with a row of machina's own, as a site from before may have."""
    post = make.topic(closed_board, moderator, "Secret").first_post
    row = Attachment.objects.create(post=post, file="machina/attachments/x.txt")
    own = make.topic(board, other)
    claim = {
        "attachment-TOTAL_FORMS": 1,
        "attachment-INITIAL_FORMS": 1,
        "attachment-0-id": row.pk,
    }
    response = client_for(other).post(
        own.address("post_create"), {"content": "Hello"} | claim | more
    )
    assert response.status_code == 302
    assert Attachment.objects.get().post_id == post.pk


def test_s2_s6_machinas_own_form_takes_nothing_from_anybody(client_for, person, topic):
    """S2, S6: administrators hold every permission; machina's attachments stay off."""
    admin = person("Ada Admin", is_superuser=True)
    response = client_for(admin).post(
        topic.address("post_create"),
        {
            "content": "With a file",
            "attachment-TOTAL_FORMS": 1,
            "attachment-INITIAL_FORMS": 0,
            "attachment-0-file": make_files.sent("x.html", b"x"),
        },
    )
    assert response.status_code == 302
    assert not Attachment.objects.exists()
    assert not PostFile.objects.exists()


@pytest.mark.parametrize("token", ["a\0b", "\0", "", "²", "a" * 500, "' or 1=1", "a\n"])
def test_waiting_file_named_by_what_is_no_token_is_none(
    client_for, other, topic, token
):
    waiting = make_files.attached(None, by=other)
    response = client_for(other).post(
        topic.address("post_create"),
        {"content": "Hello", "files-waiting": [token, waiting.token]},
    )
    assert response.status_code == 302
    assert Post.objects.latest("pk").files.get() == waiting
