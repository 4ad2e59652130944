"""Warnings, and suspensions: who may, what they close, and when they end."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.adapter.actions import describe_topic
from forum.adapter.models import Report
from forum.answers.models import AcceptedAnswer, UsefulMark
from forum.forum_conversation.models import Post, Topic
from forum.moderating import people
from forum.moderating.asking import slug_of
from forum.moderating.models import Act, MemberWarning, Suspension
from hub.accounts import roles
from hub.members.profiles.actions import ensure_profile
from tests.factories import forum as make
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db

WHY = "You insulted another member."


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


def page_of(person, tail: str = "") -> str:
    return f"/forum/moderation/people/{slug_of(person)}/{tail}"


@pytest.fixture
def suspended(other, moderator):
    """The member who is suspended for a week."""
    people.suspend(
        person=other,
        moderator=moderator,
        ends_at=timezone.now() + timedelta(days=7),
        reason=WHY,
    )
    return other


def test_suspended_member_can_write_nowhere_and_is_told_why(
    client_for, suspended, topic, board
):
    own = make.topic(board, suspended, "Mine")
    reply = make.reply(topic, suspended, "Mine as well")
    client = client_for(suspended)
    create = f"{board.get_absolute_url()}topic/create/"
    for address, sent in (
        (create, {"subject": "New", "content": "KEPT WORDS"}),
        (topic.address("post_create"), {"content": "KEPT WORDS"}),
        (own.address("topic_update"), {"subject": "Mine", "content": "KEPT WORDS"}),
        (reply.address("post_update"), {"content": "KEPT WORDS"}),
        (reply.address("post_delete"), {}),
    ):
        for response in (client.get(address), client.post(address, sent)):
            assert response.status_code == 403, address
            assert WHY in response.text, address
            assert "until" in response.text, address
        if sent:
            assert "KEPT WORDS" in response.text, address
    assert Topic.objects.count() == 2
    assert Post.objects.count() == 3
    assert Post.objects.get(pk=reply.pk).content.raw == "Mine as well"


def test_suspended_member_reads_as_before_and_is_told_on_topic_board_and_ask_page(
    client_for, suspended, topic, board, members_board
):
    make.topic(members_board, topic.poster)
    client = client_for(suspended)
    for address in (
        topic.get_absolute_url(),
        board.get_absolute_url(),
        members_board.get_absolute_url(),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert WHY in page.text, address
    assert "Add a reply" not in client.get(topic.get_absolute_url()).text
    assert "Start a topic" not in client.get(board.get_absolute_url()).text
    assert WHY in client.get("/forum/discuss/ask/").text
    assert client.get("/forum/unread/").status_code == 200


def test_suspension_ends_by_itself(client_for, suspended, topic):
    client = client_for(suspended)
    Suspension.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    response = client.post(topic.address("post_create"), {"content": "I am back"})
    assert response.status_code == 302
    assert WHY not in client.get(topic.get_absolute_url()).text


def test_suspension_is_lifted_and_the_member_told(
    client_for, suspended, moderator, topic
):
    ensure_profile(person=suspended)
    signed_in = client_for(suspended)
    client = client_for(moderator)
    assert "cannot write until" in client.get(page_of(suspended, "lift/")).text
    client.post(page_of(suspended, "lift/"), {"reason": "We talked."})
    response = signed_in.post(topic.address("post_create"), {"content": "Thank you"})
    assert response.status_code == 302
    titles = [one.title for one in suspended.notifications.order_by("pk")]
    assert titles[-1] == "You can write in the forum again"
    assert Suspension.objects.get().lifted_by == moderator
    assert not people.lift(person=suspended, moderator=moderator)
    assert Act.objects.filter(kind="lift").count() == 1


def test_moderator_suspends_on_the_site_until_the_end_of_the_day(
    client_for, moderator, other, topic
):
    client = client_for(moderator)
    last = timezone.localdate() + timedelta(days=3)
    response = client.post(
        page_of(other, "suspend/"), {"last_day": last.isoformat(), "reason": WHY}
    )
    assert response.url == page_of(other)
    held = Suspension.objects.get()
    assert timezone.localtime(held.ends_at).date() == last
    assert (held.person, held.moderator, held.is_in_force) == (other, moderator, True)
    told = other.notifications.get(kind="moderation")
    assert WHY in client_for(other).get(told.url).text
    page = client.get(page_of(other)).text
    assert "Cannot write now" in page
    assert WHY in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_day": "yesterday"},
        {"last_day": "2020-01-01"},
        {"last_day": "9999-12-31"},
        {"last_day": ""},
        {"last_day": "2026-02-30"},
        {"reason": " "},
        {"reason": "\u202e"},
        {"reason": "x" * 2_001},
    ],
)
def test_suspension_that_cannot_be_keeps_what_was_typed(
    client_for, moderator, other, wrong
):
    last = timezone.localdate() + timedelta(days=3)
    sent = {"last_day": last.isoformat(), "reason": "TYPED WORDS"} | wrong
    response = client_for(moderator).post(page_of(other, "suspend/"), sent)
    assert response.status_code == 200
    assert "There is a problem" in response.text
    assert sent["reason"] in response.text
    assert not Suspension.objects.exists()


def test_new_suspension_takes_the_place_of_the_one_that_holds(
    suspended, moderator, client_for, topic
):
    people.suspend(
        person=suspended,
        moderator=moderator,
        ends_at=timezone.now() + timedelta(hours=1),
        reason="Shorter",
    )
    assert Suspension.objects.in_force().get().reason == "Shorter"


def test_nobody_suspends_or_warns_themselves_or_those_who_keep_order(
    client_for, person, moderator, other
):
    admin = person("Ada Admin", is_superuser=True, is_staff=True)
    coordinator = make_staff("Cleo", roles.COORDINATORS)
    second = make.moderator(person("Second Moderator"))
    client = client_for(moderator)
    for one in (moderator, admin, coordinator, second):
        for tail in ("suspend/", "warn/", "lift/"):
            assert client.get(page_of(one, tail)).status_code == 403
            assert client.post(page_of(one, tail)).status_code == 403
        with pytest.raises(people.NotYours):
            people.warn(person=one, moderator=moderator, rule="kind", words="No")
        assert "You cannot warn or suspend" in client.get(page_of(one)).text
    assert client_for(admin).get(page_of(second, "suspend/")).status_code == 200
    assert client_for(admin).get(page_of(admin, "suspend/")).status_code == 403
    assert client_for(coordinator).get(page_of(other, "suspend/")).status_code == 200
    assert not Suspension.objects.exists()


def test_suspended_moderator_moderates_nothing(client_for, person, moderator, topic):
    admin = person("Ada Admin", is_superuser=True, is_staff=True)
    people.suspend(
        person=moderator,
        moderator=admin,
        ends_at=timezone.now() + timedelta(days=1),
        reason=WHY,
    )
    client = client_for(moderator)
    for address in (
        "/forum/moderation/queue/",
        "/forum/moderation/log/",
        page_of(topic.poster),
        f"/forum/moderation/topic/x-{topic.pk}/lock/",
        f"/forum/moderation/topic/x-{topic.pk}/split/",
    ):
        assert client.post(address).status_code in (403, 405), address
        assert client.get(address).status_code == 403, address
    assert Topic.objects.get(pk=topic.pk).status == Topic.TOPIC_UNLOCKED


def test_person_page_is_for_those_who_look_after_every_board(
    client_for, person, member, moderator, other, topic
):
    from machina.apps.forum_permission.shortcuts import assign_perm

    local = person("Local Moderator")
    assign_perm("can_approve_posts", local, topic.forum)
    for one in (local, other):
        for address in (page_of(member), page_of(member, "warn/")):
            assert client_for(one).get(address).status_code == 403
        missing = "/forum/moderation/people/nobody/"
        assert client_for(one).get(missing).status_code == 403
    assert Client().get(page_of(member)).status_code == 302
    client = client_for(moderator)
    for slug in ("nobody", "account-999999", "account-²", "account-" + "9" * 30):
        assert client.get(f"/forum/moderation/people/{slug}/").status_code == 404, slug
    topic_page = client.get(topic.get_absolute_url()).text
    assert page_of(member) in topic_page
    ensure_profile(person=member)
    topic_page = client.get(topic.get_absolute_url()).text
    assert page_of(type(member).objects.get(pk=member.pk)) in topic_page


def test_person_page_shows_posts_reports_warnings_and_decisions(
    client_for, member, moderator, other, topic
):
    make.reply(topic, member, approved=False)
    Report.objects.create(post=topic.first_post, reporter=other, reason="unkind")
    people.warn(person=member, moderator=moderator, rule="kind", words="WARNED WORDS")
    page = client_for(moderator).get(page_of(member)).text
    for words in (
        "1 message ·",
        "WARNED WORDS",
        "1 warning",
        "It is unkind or threatening",
        "Warned a member",
    ):
        assert words in page, words
    assert member.email not in page
    assert "Olu Other" not in page


def test_warning_reaches_the_member_in_private(client_for, member, moderator, other):
    client = client_for(moderator)
    refused = client.post(page_of(member, "warn/"), {"words": "TYPED WORDS"})
    assert "TYPED WORDS" in refused.text
    assert not MemberWarning.objects.exists()
    client.post(page_of(member, "warn/"), {"rule": "kind", "words": "PRIVATE WORDS"})
    told = member.notifications.get(kind="moderation")
    page = client_for(member).get(told.url).text
    assert "PRIVATE WORDS" in page
    assert "Be kind" in page
    assert moderator.get_display_name() not in page
    assert client_for(other).get(told.url).status_code == 404


def test_suspended_member_reports_a_little_less_than_others(
    client_for, suspended, topic, settings, member
):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "report_post_while_suspended": "1/d/user",
    }
    client = client_for(suspended)
    for post in (topic.first_post, make.reply(topic, member)):
        client.post(f"/forum/reports/of/{post.pk}/", {"reason": "unkind"})
    assert Report.objects.count() == 1


def queries(client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def test_asking_whether_somebody_is_suspended_costs_no_query_of_its_own(
    client_for, member, topic, board
):
    for client in (Client(), client_for(member)):
        for address in (topic.get_absolute_url(), board.get_absolute_url()):
            asked = [
                sql
                for sql in queries(client, address)
                if 'FROM "forum_moderating_suspension"' in sql
                and 'FROM "forum_permission_userforumpermission"' not in sql
            ]
            assert asked == []


def test_visitors_page_asks_for_no_session(topic):
    response = Client().get(topic.get_absolute_url())
    assert not response.cookies
    assert "forum_moderating_suspension" not in str(
        queries(Client(), topic.get_absolute_url())
    )


def test_suspended_member_neither_marks_nor_accepts(
    client_for, suspended, topic, board, member
):
    asked = make.topic(board, suspended, "Who pays?")
    describe_topic(topic=asked, tags=[], is_question=True)
    answer = make.reply(asked, member, "We do.")
    client = client_for(suspended)

    marked = client.post(
        reverse("forum_answers:useful", args=[topic.first_post_id]), follow=True
    )
    accepted = client.post(reverse("forum_answers:accept", args=[answer.pk]))

    assert "You can read, but mark nothing, until" in marked.content.decode()
    assert not UsefulMark.objects.exists()
    assert accepted.status_code == 403
    assert not AcceptedAnswer.objects.exists()
