"""What the forum hands out to a person of themselves: nothing that they may not read."""

import pytest

from forum.adapter.models import Question
from forum.adapter.visibility import UNREADABLE
from forum.answers.actions import accept, mark_useful
from forum.forum_conversation.models import Post, Topic
from forum.moderating import splitting, topics
from forum.moderating.models import Act
from hub.accounts import personal
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

LOG = "/forum/moderation/log/"


def export(person, key: str) -> str:
    (part,) = [one for one in personal.parts() if one.key == key]
    return str(part.export(person))


@pytest.fixture
def merged(topic, closed_board, moderator):
    """A public discussion that has joined one on a board that its author cannot read."""
    target = make.topic(closed_board, moderator, "SECRET SUBJECT")
    return splitting.merge(
        source=topic, target=target, moderator=moderator, reason="INTERNAL NOTE"
    )


def test_export_leaves_out_reasons_that_moderators_write_for_one_another(
    merged, member, moderator
):
    words = export(member, "moderation")
    assert "Merged topics" in words
    assert "Travel time" in words
    assert "SECRET" not in words
    assert "INTERNAL" not in words
    assert "INTERNAL NOTE" in export(moderator, "moderation")


def test_export_keeps_the_reasons_that_the_person_was_told(topic, other, moderator):
    reply = make.reply(topic, other, "Gone")
    topics.remove_post(post=reply, moderator=moderator, reason="It names a client.")
    assert "It names a client." in export(other, "moderation")


def test_log_of_one_board_does_not_tell_what_a_discussion_was_merged_into(
    client_for, merged, person, board, closed_board
):
    from machina.apps.forum_permission.shortcuts import assign_perm

    local = person("Local Moderator")
    assign_perm("can_approve_posts", local, board)
    page = client_for(local).get(LOG).text
    assert "INTERNAL NOTE" in page
    assert "SECRET" not in page
    act = Act.objects.get(kind="merge")
    assert (act.to_board, act.reason) == (closed_board, "INTERNAL NOTE")
    assert Post.objects.get(pk=act.post_number).topic == merged


@pytest.fixture
def answered(topic, member, other):
    """A question of Mo with an answer of Olu, which Mo has accepted."""
    Question.objects.create(topic=topic)
    answer = make.reply(topic, other, "WORDS OF OLU")
    accept(post=answer, accepter=member)
    mark_useful(post=answer, member=member)
    return Topic.objects.get(pk=topic.pk)


def test_export_names_discussions_that_the_person_may_read(answered, member):
    words = export(member, "answers")
    assert words.count("'Travel time'") == 2
    assert words.count(answered.get_absolute_url()) == 2
    words = export(member, "forum")
    assert "Working in care" in words
    assert "'Travel time'" in words


def test_export_does_not_name_discussions_that_were_moved_out_of_reach(
    answered, member, other, closed_board, moderator
):
    topics.move(topic=answered, board=closed_board, moderator=moderator)
    Topic.objects.filter(pk=answered.pk).update(subject="SECRET SUBJECT")
    for person, key, number in (
        (member, "answers", 2),
        (member, "forum", 1),
        (other, "forum", 1),
    ):
        words = export(person, key)
        assert words.count(UNREADABLE) == number
        assert "SECRET" not in words
        assert "Committee" not in words
        assert f"-{answered.pk}/" not in words
    assert "WORDS OF OLU" in export(other, "forum")


def test_export_holds_what_waits_for_approval(board, other):
    make.topic(board, other, "Held topic", "HELD WORDS", approved=False)
    words = export(other, "forum")
    assert "HELD WORDS" in words
    assert "Held topic" in words
