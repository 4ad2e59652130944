"""Reporting a post, and what moderators make of it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.adapter import reporting
from forum.adapter.models import Report
from forum.forum_conversation.models import Post
from forum.moderating.models import Act
from hub.members.desk import figures, waiting
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

LIST = "/forum/reports/"
SENT = {"reason": "unkind", "words": "It names my neighbour."}


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


def of(post) -> str:
    return reverse("forum_reports:report", args=[post.pk])


@pytest.fixture
def post(topic):
    return topic.first_post


@pytest.fixture
def reported(post, other):
    reporting.report(post=post, reporter=other, reason="unkind", words="REPORT WORDS")
    return post


def test_member_reports_a_post_once(client_for, post, other):
    client = client_for(other)
    assert of(post) in client.get(post.topic.get_absolute_url()).text
    for _ in range(2):
        response = client.post(of(post), SENT)
        assert response.url == post.get_absolute_url()

    (row,) = Report.objects.all()
    assert (row.post, row.reporter, row.reason) == (post, other, "unkind")


def test_reporter_is_not_shown_to_the_author(client_for, reported, member, other):
    client = client_for(member)
    page = client.get(reported.topic.get_absolute_url()).text
    assert other.get_display_name() not in page
    assert "REPORT WORDS" not in page
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{reported.pk}/").status_code == 403


def test_report_without_a_reason_keeps_what_was_typed(client_for, post, other):
    response = client_for(other).post(of(post), {"words": "Typed words"})
    assert response.status_code == 200
    assert "Typed words" in response.text
    assert not Report.objects.exists()


def test_reports_beyond_the_limit_are_refused_with_the_words_kept(
    client_for, topic, other, settings
):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "report_post": "1/d/user",
    }
    client = client_for(other)
    client.post(of(topic.first_post), SENT)
    second = make.reply(topic, topic.poster)

    response = client.post(of(second), SENT)

    assert "reported very many messages" in response.text
    assert "It names my neighbour." in response.text
    assert Report.objects.count() == 1


def test_visitor_is_asked_to_sign_in_whatever_the_number(post):
    for number in (post.pk, 999_999):
        response = Client().get(reverse("forum_reports:report", args=[number]))
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")


def test_own_post_is_not_reported(client_for, post, member):
    assert client_for(member).post(of(post), SENT).url == post.get_absolute_url()
    assert not Report.objects.exists()


def test_post_one_may_not_read_is_as_one_that_is_not_there(
    client_for, other, member, topic, closed_board, moderator
):
    hidden = make.topic(closed_board, moderator).first_post
    waits = make.reply(topic, member, approved=False)
    client = client_for(other)
    for address in (
        of(hidden),
        of(waits),
        reverse("forum_reports:report", args=[9**9]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, SENT).status_code == 404
    assert not Report.objects.exists()


def test_moderator_reads_the_reports_and_closes_them(
    client_for, reported, moderator, person, other
):
    reporting.report(
        post=reported, reporter=person("Second"), reason="private", words=""
    )
    client = client_for(moderator)
    listed = client.get(LIST).text
    page = client.get(f"{LIST}{reported.pk}/").text
    response = client.post(f"{LIST}{reported.pk}/", {"note": "Talked to the author."})

    assert "2 reports" in listed
    assert "REPORT WORDS" in page
    assert response.url == LIST
    rows = Report.objects.all()
    assert {row.note for row in rows} == {"Talked to the author."}
    assert {row.resolved_by for row in rows} == {moderator}
    assert "Nothing is reported" in client.get(LIST).text
    assert client.get(f"{LIST}{reported.pk}/").status_code == 404


def test_post_reported_again_after_it_was_dealt_with_is_listed_with_the_new_alone(
    client_for, reported, moderator, person
):
    reporting.resolve(post=reported, moderator=moderator, note="")
    reporting.report(
        post=reported, reporter=person("Second"), reason="unsafe", words="NEW"
    )
    page = client_for(moderator).get(f"{LIST}{reported.pk}/").text
    assert "NEW" in page
    assert "REPORT WORDS" not in page


def test_moderator_of_another_board_sees_nothing_of_it(client_for, reported, person):
    from machina.apps.forum_permission.shortcuts import assign_perm

    local = person("Local Moderator")
    assign_perm("can_approve_posts", local, make.board("Elsewhere"))
    client = client_for(local)
    assert "Travel time" not in client.get(LIST).text
    assert client.get(f"{LIST}{reported.pk}/").status_code == 404
    assert client.post(f"{LIST}{reported.pk}/").status_code == 404
    assert Report.objects.filter(resolved_at=None).exists()


@pytest.fixture
def own_reported(topic, moderator, other):
    """A moderator's message that a member has reported."""
    post = make.reply(topic, moderator, "Unkind")
    reporting.report(post=post, reporter=other, reason="unkind", words="REPORT WORDS")
    return post


@pytest.mark.parametrize("is_superuser", [False, True])
def test_report_of_a_moderators_own_message_is_not_shown_to_them(
    client_for, own_reported, moderator, is_superuser
):
    moderator.is_superuser = is_superuser
    moderator.save()
    client = client_for(moderator)
    address = f"{LIST}{own_reported.pk}/"
    assert "Nothing is reported" in client.get(LIST).text
    assert client.get(address).status_code == 404
    assert client.post(address, {"note": "Nothing."}).status_code == 404
    own = client.get(f"/forum/moderation/people/account-{moderator.pk}/").text
    assert "Other moderators see these" in own
    assert "It is unkind" not in own
    assert Report.objects.filter(resolved_at=None).exists()
    lines = {line.key: line for line in waiting.lines()}
    assert lines["forum-reports"].count(moderator) == 0


def test_report_of_a_moderators_message_is_for_another_one_and_hidden_in_the_log(
    client_for, own_reported, moderator, person
):
    second = client_for(make.moderator(person("Mia Moderator")))
    address = f"{LIST}{own_reported.pk}/"
    assert "REPORT WORDS" in second.get(address).text
    second.post(address, {"note": "NOTE ABOUT OLU"})
    assert not Report.objects.filter(resolved_at=None).exists()
    log = "/forum/moderation/log/"
    act = f"{log}{Act.objects.get(kind='resolve').pk}/"
    assert "NOTE ABOUT OLU" in second.get(log).text
    assert second.get(act).status_code == 200
    client = client_for(moderator)
    for query in ({}, {"kind": "resolve"}):
        assert "NOTE ABOUT OLU" not in client.get(log, query).text
    assert client.get(act).status_code == 404


def test_list_costs_the_same_for_thirty_posts(
    client_for, topic, member, other, moderator
):
    client = client_for(moderator)

    def report(number: int) -> None:
        for _ in range(number):
            post = make.reply(topic, member)
            reporting.report(post=post, reporter=other, reason="other", words="")

    def queries() -> list[str]:
        client.get(LIST)  # what is kept for the next request settles
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return [query["sql"] for query in captured]

    report(1)
    one = queries()
    report(29)
    thirty = queries()
    assert client.get(LIST).text.count("1 report,") == 20
    assert len(thirty) == len(one), thirty
    assert len(one) <= 11, one


def test_desk_counts_what_waits_and_what_is_reported(
    reported, topic, member, moderator
):
    make.reply(topic, member, approved=False)
    lines = {line.key: line for line in waiting.lines()}
    for key, address in (
        ("forum-approval", "/forum/moderation/queue/"),
        ("forum-reports", LIST),
    ):
        assert lines[key].count(moderator) == 1
        assert lines[key].count(member) == 0
        assert lines[key].url() == address


def test_figures_count_questions_answered_by_others(
    board, member, other, django_assert_num_queries
):
    from datetime import timedelta

    from forum.adapter.actions import describe_topic

    table = next(one for one in figures.tables() if one.key == "questions")

    def figures_now() -> list[float | None]:
        return [figure.value for figure in table.rows()]

    assert figures_now() == [0, 0, 0, None]
    answered, alone = (make.topic(board, member, f"Question {n}") for n in range(2))
    make.topic(board, member, "No question")
    for topic in (answered, alone):
        describe_topic(topic=topic, tags=[], is_question=True)
    make.reply(alone, member, "I found out myself")
    make.reply(answered, other, approved=False)
    reply = make.reply(answered, other)
    Post.objects.filter(pk=reply.pk).update(
        created=answered.created + timedelta(hours=3)
    )
    with django_assert_num_queries(1):
        assert figures_now() == [2, 1, 0, 3.0]
