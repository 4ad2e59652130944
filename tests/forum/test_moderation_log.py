"""The log of what moderators did: written with the act, read by few, never written over."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.adapter import reporting
from forum.forum_conversation.models import Topic
from forum.moderating import topics
from forum.moderating.models import Act, AppendOnly
from hub.accounts import personal
from hub.core.models import Topic as Tag
from hub.members.profiles.actions import ensure_profile
from tests.factories import files as make_files
from tests.factories import forum as make
from tests.factories.polls import poll_on

pytestmark = pytest.mark.django_db

LOG = "/forum/moderation/log/"


def kinds() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("kind", flat=True))


def step(name: str, topic) -> str:
    return reverse(f"forum_moderation:{name}", args=[topic.slug, topic.pk])


def test_each_act_on_a_topic_is_logged_with_who_what_and_why(
    client_for, moderator, member, topic, board, members_board
):
    client = client_for(moderator)
    client.post(step("topic_lock", topic), {"sentence": "Answered elsewhere."})
    client.post(step("topic_unlock", topic))
    client.post(step("topic_update_to_sticky", topic))
    client.post(step("topic_update_to_post", topic))
    client.post(
        step("topic_move", topic), {"forum": members_board.pk, "reason": "Names."}
    )
    client.post(step("topic_delete", topic), {"reason": "Twice the same."})

    assert kinds() == ["lock", "unlock", "pin", "unpin", "move", "delete", "remove"]
    assert {act.actor for act in Act.objects.all()} == {moderator}
    assert {act.person for act in Act.objects.all()} == {member}
    lock, move = Act.objects.get(kind="lock"), Act.objects.get(kind="move")
    assert (lock.reason, lock.subject) == ("Answered elsewhere.", "Travel time")
    assert (move.board, move.to_board, move.reason) == (board, members_board, "Names.")
    assert Act.objects.get(kind="remove").words == "Who pays?"


def test_edit_of_anothers_post_keeps_the_words_before(
    client_for, moderator, member, topic
):
    reply = make.reply(topic, member, "BEFORE WORDS")
    client_for(moderator).post(
        reply.address("post_update"), {"content": "After", "preview": "1"}
    )
    assert kinds() == []
    client_for(moderator).post(reply.address("post_update"), {"content": "After"})
    act = Act.objects.get()
    assert (act.kind, act.person, act.words) == ("edit", member, "BEFORE WORDS")
    client_for(moderator).post(
        topic.address("topic_update"), {"subject": "Other", "content": "Who pays?"}
    )
    assert kinds() == ["edit", "edit"]


def test_file_taken_off_anothers_message_is_logged_though_its_words_stay(
    client_for, moderator, member, topic
):
    reply = make.reply(topic, member, "The same words")
    file = make_files.attached(reply)
    client_for(moderator).post(
        reply.address("post_update"),
        {"content": "The same words", f"files-{file.token}-remove": "on"},
    )
    assert not reply.files.exists()
    act = Act.objects.get()
    assert (act.kind, act.person, act.post_number) == ("edit", member, reply.pk)
    assert (act.reason, act.words) == ("Files changed.", "")
    assert "Files changed." in client_for(moderator).get(LOG).text


def test_poll_tags_and_question_changed_by_a_moderator_are_logged(
    client_for, moderator, member, topic
):
    poll = poll_on(topic, "A", "B")
    client = client_for(moderator)
    same = {"subject": topic.subject, "content": "Who pays?", "poll-shown": poll.pk}
    asked = {"poll-question": "Which?", "poll-options": "A\nB", "poll-most": 1}
    tag = Tag.objects.first()
    for changed in (
        asked,
        {**asked, "poll-options": "A\nC"},
        {**asked, "poll-options": "A\nC", "tags": tag.pk, "is_question": "on"},
        {"tags": tag.pk, "is_question": "on"},
        {"content": "New words"},
    ):
        client.post(topic.address("topic_update"), same | changed)
    acts = Act.objects.order_by("pk").values_list("kind", "reason", "words")
    assert list(acts) == [
        ("edit", "Poll changed.", ""),
        ("edit", "Topics changed. It became a question, or ceased to be one.", ""),
        ("edit", "Poll changed.", ""),
        (
            "edit",
            "Topics changed. It became a question, or ceased to be one.",
            "Who pays?",
        ),
    ]


def test_what_authors_do_with_their_own_posts_is_not_logged(client_for, member, topic):
    reply = make.reply(topic, member)
    file = make_files.attached(reply)
    client_for(member).post(
        reply.address("post_update"),
        {"content": "After", f"files-{file.token}-remove": "on"},
    )
    client_for(member).post(reply.address("post_delete"))
    assert kinds() == []
    assert topic.posts.count() == 1


def test_moderators_removal_of_a_post_is_logged_and_told_with_its_words(
    client_for, moderator, member, topic
):
    reply = make.reply(topic, member, "REMOVED WORDS")
    client = client_for(moderator)
    assert "Its author is told" in client.get(reply.address("post_delete")).text
    client.post(reply.address("post_delete"), {"reason": "It names a client."})

    assert not topic.posts.filter(pk=reply.pk).exists()
    act = Act.objects.get()
    assert (act.kind, act.words, act.reason) == (
        "remove",
        "REMOVED WORDS",
        "It names a client.",
    )
    told = member.notifications.get(kind="moderation")
    assert told.text == "It names a client."
    assert "REMOVED WORDS" not in f"{told.title}{told.text}"
    page = client_for(member).get(told.url).text
    assert "REMOVED WORDS" in page
    assert "It names a client." in page


def test_what_one_member_was_told_is_not_there_for_others(
    client_for, moderator, member, other, topic
):
    reply = make.reply(topic, member, "REMOVED WORDS")
    topics.remove_post(post=reply, moderator=moderator, reason="Why")
    address = f"/forum/moderation/to-you/{Act.objects.get().pk}/"
    assert client_for(other).get(address).status_code == 404
    assert client_for(moderator).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert client_for(member).get("/forum/moderation/to-you/999999/").status_code == 404


def test_log_is_not_shown_to_members(client_for, moderator, member, topic):
    topics.lock(topic=topic, moderator=moderator, sentence="SECRET REASON")
    act = Act.objects.get()
    for address in (LOG, f"{LOG}{act.pk}/", f"{LOG}999999/"):
        assert client_for(member).get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_moderator_of_one_board_reads_the_log_of_that_board_alone(
    client_for, person, moderator, member, topic
):
    from machina.apps.forum_permission.shortcuts import assign_perm

    from forum.moderating import people

    secret = make.topic(make.board("Elsewhere"), member, "SECRET SUBJECT")
    topics.lock(topic=secret, moderator=moderator, sentence="SECRET REASON")
    hidden = Act.objects.get()
    topics.lock(topic=topic, moderator=moderator, sentence="Seen reason")
    people.warn(person=member, moderator=moderator, rule="kind", words="SECRET WARNING")
    local = person("Local Moderator")
    assign_perm("can_approve_posts", local, topic.forum)
    client = client_for(local)
    page = client.get(LOG).text
    assert "Seen reason" in page
    assert "SECRET" not in page
    assert client.get(f"{LOG}{hidden.pk}/").status_code == 404
    assert "SECRET" not in client.get(LOG, {"kind": "warn"}).text


def test_move_to_a_board_one_does_not_moderate_does_not_name_it(
    client_for, person, moderator, topic, closed_board
):
    from machina.apps.forum_permission.shortcuts import assign_perm

    topics.move(topic=topic, board=closed_board, moderator=moderator)
    local = person("Local Moderator")
    assign_perm(
        "can_approve_posts", local, make.Forum.objects.get(name="Working in care")
    )
    client = client_for(local)
    page = client.get(LOG).text
    assert "Moved a topic" in page
    assert "Committee" not in page
    assert "Committee" not in client.get(f"{LOG}{Act.objects.get().pk}/").text
    assert "Committee" in client_for(moderator).get(LOG).text


def test_decisions_on_a_members_page_lead_to_their_topics(
    client_for, moderator, member, topic, board, members_board
):
    topics.lock(topic=topic, moderator=moderator)
    topics.move(topic=topic, board=members_board, moderator=moderator)
    address = f"/forum/moderation/people/account-{member.pk}/"
    page = client_for(moderator).get(address).text
    links = f'<a href="/forum/{board.slug}-{board.pk}/topic/topic-{topic.pk}/">'
    assert page.count(f"{links}Travel time</a>") == 2
    assert "→ Members&#x27; room" in page


def test_members_page_costs_the_same_for_ten_decisions(
    client_for, moderator, member, board, closed_board
):
    client = client_for(moderator)
    address = f"/forum/moderation/people/account-{member.pk}/"

    def queries() -> list[str]:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in captured]

    def act(number: int) -> None:
        made = make.topic(board, member, f"Topic {number}")
        topics.move(topic=made, board=closed_board, moderator=moderator)

    act(0)
    one = queries()
    for number in range(1, 10):
        act(number)
    assert len(queries()) == len(one), one


def test_log_is_narrowed_by_kind_and_by_person(
    client_for, moderator, other, member, topic
):
    make.moderator(other)
    topics.lock(topic=topic, moderator=moderator, sentence="One")
    topics.unlock(topic=topic, moderator=other)
    client = client_for(moderator)

    by_kind = client.get(LOG, {"kind": "lock"}).text
    assert "1 decision<" in by_kind
    assert "1 decision<" in client.get(LOG, {"by": other.pk}).text
    assert "2 decisions" in client.get(LOG, {"about": member.pk}).text
    for odd in ("²", "x", "9" * 30, "\x00"):
        assert client.get(LOG, {"by": odd, "kind": odd}).status_code in (200, 400)
    assert client.get(LOG, {"page": "99"}).status_code == 404


def test_log_costs_the_same_for_thirty_acts(client_for, moderator, person, board):
    client = client_for(moderator)

    def act(number: int) -> None:
        author = person(f"Author {number}")
        ensure_profile(person=author)
        made = make.topic(board, author, f"Topic {number}")
        topics.pin(topic=made, moderator=moderator)

    def queries() -> list[str]:
        client.get(LOG)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LOG).status_code == 200
        return [query["sql"] for query in captured]

    act(0)
    one = queries()
    for number in range(1, 30):
        act(number)
    thirty = queries()
    assert len(thirty) == len(one), thirty
    assert len(one) <= 15, one


def test_act_and_its_line_are_written_together_or_not_at_all(
    moderator, topic, monkeypatch
):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(topics, "note_topic", fail)
    with pytest.raises(RuntimeError):
        topics.lock(topic=topic, moderator=moderator)
    assert not Topic.objects.get(pk=topic.pk).is_locked


def test_log_is_written_to_its_end_and_never_over(moderator, topic):
    topics.lock(topic=topic, moderator=moderator, sentence="First")
    act = Act.objects.get()
    act.reason = "Second"
    for attempt in (
        act.save,
        act.delete,
        Act.objects.all().delete,
        lambda: Act.objects.update(reason="Second"),
    ):
        with pytest.raises(AppendOnly):
            attempt()
    assert Act.objects.get().reason == "First"


def test_removed_words_are_forgotten_after_their_time_and_the_line_stays(
    moderator, member, topic, settings
):
    for words in ("OLD", "NEW"):
        topics.remove_post(
            post=make.reply(topic, member, words), moderator=moderator, reason="Why"
        )
    old = Act.objects.get(words="OLD")
    past = timezone.now() - timedelta(days=settings.KEEP_REMOVED_WORDS_DAYS + 1)
    super(type(Act.objects.all()), Act.objects.filter(pk=old.pk)).update(made_at=past)
    call_command("forget_removed_words", verbosity=0)
    old.refresh_from_db()
    assert (old.words, old.reason, old.actor) == ("", "Why", moderator)
    assert Act.objects.filter(words="NEW").exists()


def test_closed_report_is_logged_for_moderators_alone(
    client_for, moderator, member, other, topic
):
    reporting.report(post=topic.first_post, reporter=other, reason="unkind", words="X")
    client_for(moderator).post(
        f"/forum/reports/{topic.first_post_id}/", {"note": "NOTE ABOUT OLU"}
    )
    assert kinds() == ["resolve"]
    assert "NOTE ABOUT OLU" in client_for(moderator).get(LOG).text
    part = next(one for one in personal.parts() if one.key == "moderation")
    assert "NOTE ABOUT OLU" not in str(part.export(member))
    assert "NOTE ABOUT OLU" in str(part.export(moderator))


def test_whoever_leaves_is_named_no_more_in_the_log(moderator, member, topic):
    from forum.moderating import people

    topics.remove_post(
        post=make.reply(topic, member, "THEIR WORDS"), moderator=moderator, reason="Mo"
    )
    people.warn(person=member, moderator=moderator, rule="kind", words="Mo was unkind")
    part = next(one for one in personal.parts() if one.key == "moderation")
    assert "THEIR WORDS" in str(part.export(member))
    assert moderator.get_display_name() not in str(part.export(member))

    part.erase(member)
    part.erase(moderator)

    assert part.export(member) == part.export(moderator) == []
    for act in Act.objects.all():
        assert (act.actor, act.person, act.words, act.reason) == (None, None, "", "")
    assert not member.forum_warnings.exists()
