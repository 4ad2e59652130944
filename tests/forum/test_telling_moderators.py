"""Moderators hear of reports and of what waits: once, without words, and nobody else."""

import pytest

from forum.adapter import reporting
from forum.forum_permission.models import ForumPermission, UserForumPermission
from forum.moderating.queue import approve
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from hub.notify.models import Notification
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

CHOICES = "/me/notifications/choices/"


@pytest.fixture
def post(topic):
    return topic.first_post


def report(post, reporter):
    return reporting.report(
        post=post, reporter=reporter, reason="unkind", words="REPORT WORDS"
    )


def told(kind="reports") -> list[str]:
    found = Notification.objects.filter(kind=kind)
    return sorted(found.values_list("person__display_name", flat=True))


def in_whole(mail) -> str:
    html = "".join(str(one[0]) for one in mail.alternatives)
    return "\n".join([mail.subject, mail.body, html, *map(str, mail.message().items())])


def test_moderators_get_a_mail_of_a_report_without_names_or_words(
    members_board, member, other, moderator, delivered
):
    post = make.topic(
        members_board, member, "SECRET subject", "SECRET words"
    ).first_post
    report(post, other)

    (mail,) = [one for one in delivered() if "reported" in one.subject]

    assert mail.to == [moderator.email]
    assert "A message on the board Members" in mail.body
    assert f"/forum/reports/{post.pk}/" in mail.body
    said = in_whole(mail)
    for words in ("secret", "report words", "olu", "mo member"):
        assert words not in said.lower()


def test_reports_of_a_post_are_told_once_while_one_is_open(
    post, other, moderator, person
):
    report(post, other)
    report(post, person("Second"))
    assert told() == ["Max Moderator"]

    reporting.resolve(post=post, moderator=moderator, note="")
    report(post, person("Third"))

    assert told() == ["Max Moderator"] * 2


def test_author_and_reporters_are_told_nothing_though_they_moderate(
    board, post, moderator, person
):
    author, reporter, second = (
        make.moderator(person(name)) for name in ("Author", "Reporter", "Second")
    )
    own = make.topic(board, author).first_post
    report(own, reporter)
    report(own, second)
    assert told() == ["Max Moderator", "Second"]


def test_moderator_of_that_board_alone_is_told_and_of_another_is_not(
    post, other, person
):
    here, elsewhere = person("Here"), person("Elsewhere")
    for one, board in ((here, post.topic.forum), (elsewhere, make.board("Rotas"))):
        UserForumPermission.objects.create(
            user=one,
            forum=board,
            permission=ForumPermission.objects.get(codename="can_approve_posts"),
            has_perm=True,
        )
    report(post, other)
    assert told() == ["Here"]


def _no_moderator(post, moderator):
    moderator.groups.clear()


def _resolved(post, moderator):
    reporting.resolve(post=post, moderator=moderator, note="")


def _deleted(post, moderator):
    post.topic.delete()


def _stopped(post, moderator):
    choose(person=moderator, kind="reports", way=Way.SITE)


@pytest.mark.parametrize("change", [_no_moderator, _resolved, _deleted, _stopped])
def test_what_changed_before_the_sending_is_respected(
    change, post, other, moderator, delivered
):
    report(post, other)
    change(post, moderator)
    assert [one for one in delivered() if one.to == [moderator.email]] == []


def test_way_of_hearing_is_offered_to_moderators_alone(
    board, client_for, moderator, member
):
    assert "Reported messages" in client_for(moderator).get(CHOICES).text
    assert "Reported messages" not in client_for(member).get(CHOICES).text


def test_message_that_waits_is_told_once_and_vanishes_when_approved(
    topic, other, moderator, client_for
):
    waits = make.reply(topic, other, "SECRET words", approved=False)
    waits.content = "Put better"
    waits.save()
    assert told("waiting_messages") == ["Max Moderator"]
    inbox = client_for(moderator).get("/me/notifications/").text
    assert f"A message on the board {topic.forum.name} waits for approval" in inbox
    assert "SECRET" not in inbox

    approve(posts=[waits.pk], moderator=moderator, boards=[topic.forum_id])

    assert (
        "waits for approval" not in client_for(moderator).get("/me/notifications/").text
    )
