"""What a member has begun to write survives a closed tab, and only they see it."""

import unicodedata
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.adapter.links import reference
from forum.forum_conversation.models import Post, Topic
from forum.writing import actions
from forum.writing.models import Draft
from forum.writing.places import edit_address
from hub.accounts.personal import parts
from hub.core.models import Topic as Tag
from tests.factories import forum as make
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db

SAVE = "/forum/drafts/save/"
LIST = "/forum/drafts/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def writing(client_for, other):
    return client_for(other)


def create_address(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def form_of(client, address: str):
    return client.get(address).context["post_form"]


def test_draft_of_a_reply_is_offered_again_on_another_device(
    writing, client_for, other, topic
):
    place = f"topic:{topic.pk}"
    answer = writing.post(SAVE, {"place": place, "content": "  Half a thought"})
    assert answer.json()["message"].startswith("Draft saved at ")
    for address in (topic.address("post_create"), topic.get_absolute_url()):
        response = client_for(other).get(address)
        assert "You began this before" in response.text
        assert response.context["post_form"]["content"].value() == "  Half a thought"


def test_draft_of_a_topic_brings_back_all_that_was_chosen(writing, board):
    tags = [tag.pk for tag in Tag.objects.all()[:2]]
    sent = {
        "place": f"board:{board.pk}",
        "subject": "Who pays?",
        "content": "Words",
        "is_question": "on",
        "tags": tags,
    }
    writing.post(SAVE, sent)
    form = form_of(writing, create_address(board))
    assert form["subject"].value() == "Who pays?"
    assert form["is_question"].value() is True
    assert [int(tag) for tag in form["tags"].value()] == tags


def test_draft_about_a_page_stays_apart_from_others_on_the_board(writing, home, board):
    about = reference(make_organisation("Equal Care"))
    writing.post(SAVE, {"place": f"board:{board.pk}:{about}", "content": "About it"})
    writing.post(SAVE, {"place": f"board:{board.pk}", "content": "Something else"})
    form = form_of(writing, f"{create_address(board)}?about={about}")
    assert form["content"].value() == "About it"
    assert form["about"].value() == about
    assert (
        form_of(writing, create_address(board))["content"].value() == "Something else"
    )


def test_draft_of_an_edit_is_offered_and_knows_what_it_changes(
    client_for, member, topic
):
    client = client_for(member)
    address = topic.address("topic_update")
    opened_with = form_of(client, address).opened_with
    sent = {
        "place": f"post:{topic.first_post_id}",
        "subject": "Travel",
        "content": "Changed words",
        "opened_with": opened_with,
    }
    client.post(SAVE, sent)
    response = client.get(address)
    assert response.context["post_form"]["content"].value() == "Changed words"
    assert "You began this before" in response.text
    topic.first_post.content = "Moderated"
    topic.first_post.save()
    assert "The message has changed since you began" in client.get(address).text
    assert Draft.objects.get().content == "Changed words"


def test_draft_button_without_javascript_saves_and_returns_to_the_form(writing, topic):
    response = writing.post(
        topic.address("post_create") + f"?quote={topic.first_post_id}",
        {"content": "Later more", "save_draft": "1"},
        follow=True,
    )
    assert response.redirect_chain == [(topic.address("post_create"), 302)]
    assert "Your draft is saved." in response.text
    assert response.context["post_form"]["content"].value() == "Later more"
    assert Post.objects.count() == 1


def test_draft_button_saves_a_topic_without_a_subject(writing, board):
    sent = {"subject": "", "content": "Only words", "save_draft": "1"}
    writing.post(create_address(board), sent)
    assert Draft.objects.get().content == "Only words"
    assert not Topic.objects.exists()


def test_draft_that_is_too_long_is_refused_and_stays_typed(writing, topic):
    words = "w" * 40_001
    response = writing.post(
        topic.address("post_create"), {"content": words, "save_draft": "1"}
    )
    assert "The draft was not saved." in response.text
    assert words in response.text
    answer = writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": words})
    assert answer.status_code == 400
    assert "was not saved" in answer.json()["problem"]
    assert not Draft.objects.exists()


def test_draft_may_be_longer_than_a_message(writing, topic):
    answer = writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "w" * 30_000})
    assert answer.status_code == 200
    assert len(Draft.objects.get().content) == 30_000


@pytest.mark.parametrize(
    "words",
    ["👩🏽‍🦽 \U0001f3f4", "مرحبا \u202e abc", "<script>alert(1)</script>", "&lt;"],
)
def test_draft_keeps_whatever_was_typed(writing, topic, words):
    writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": words})
    response = writing.get(topic.address("post_create"))
    assert response.context["post_form"]["content"].value() == words
    assert "<script>alert" not in response.text
    assert "<script>alert" not in writing.get(LIST).text


def test_draft_with_nul_is_refused_with_a_sentence(writing, topic):
    answer = writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "a\0b"})
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_draft_is_cleared_when_it_is_posted(writing, topic):
    writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "Half"})
    writing.post(topic.address("post_create"), {"content": "Half", "preview": "1"})
    assert Draft.objects.exists()
    writing.post(topic.address("post_create"), {"content": "Whole"})
    assert not Draft.objects.exists()
    assert "You began this" not in writing.get(topic.get_absolute_url()).text


def test_draft_about_a_page_is_cleared_when_its_topic_is_posted(writing, home, board):
    about = reference(make_organisation("Equal Care"))
    writing.post(SAVE, {"place": f"board:{board.pk}:{about}", "content": "About it"})
    writing.post(
        f"{create_address(board)}?about={about}",
        {"subject": "x", "content": "About it", "about": about},
    )
    assert Topic.objects.exists()
    assert not Draft.objects.exists()


def test_draft_stays_when_posting_fails_half_way(writing, topic, monkeypatch):
    writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "Half"})

    def fail(self):
        raise IntegrityError("half way")

    monkeypatch.setattr(Topic, "update_trackers", fail)
    writing.raise_request_exception = False
    response = writing.post(topic.address("post_create"), {"content": "Whole"})
    assert response.status_code == 500
    assert Draft.objects.get().content == "Half"
    assert Post.objects.count() == 1


def test_draft_that_arrives_after_its_message_was_posted_is_not_kept(writing, topic):
    words = "Line one\r\nline two"
    writing.post(topic.address("post_create"), {"content": words})
    writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": words})
    assert not Draft.objects.exists()
    writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "Something new"})
    assert Draft.objects.exists()


def test_newest_draft_wins_and_the_answer_says_when_the_other_was_saved(writing, topic):
    place = f"topic:{topic.pk}"
    first = writing.post(SAVE, {"place": place, "content": "Mine", "known": ""}).json()
    assert "It takes the place" not in first["message"]
    going_on = {"place": place, "content": "Mine, more", "known": first["known"]}
    assert "It takes the place" not in writing.post(SAVE, going_on).json()["message"]
    elsewhere = {**going_on, "content": "From the phone"}
    message = writing.post(SAVE, elsewhere).json()["message"]
    assert "It takes the place of one saved in another window" in message
    assert Draft.objects.get().content == "From the phone"


@pytest.mark.parametrize(
    "known", ["yesterday", "2026-13-45T99:00:00", "2026-01-01", "x" * 5_000]
)
def test_draft_with_a_senseless_moment_is_saved(writing, topic, known):
    sent = {"place": f"topic:{topic.pk}", "content": "Words", "known": known}
    assert writing.post(SAVE, sent).status_code == 200


def test_emptied_form_leaves_no_draft(writing, topic):
    place = f"topic:{topic.pk}"
    writing.post(SAVE, {"place": place, "content": "Words"})
    answer = writing.post(SAVE, {"place": place, "content": " \r\n "})
    assert answer.json() == {"message": "", "known": ""}
    assert not Draft.objects.exists()


def test_draft_for_a_place_where_one_may_not_write_is_not_found(
    writing, member, moderator, topic, closed_board
):
    secret = make.topic(closed_board, moderator, "Secret")
    waiting = make.topic(topic.forum, member, "Waits", approved=False)
    locked = make.topic(topic.forum, member, "Locked")
    Topic.objects.filter(pk=locked.pk).update(status=Topic.TOPIC_LOCKED)
    places = [
        f"board:{closed_board.pk}",
        f"topic:{secret.pk}",
        f"topic:{waiting.pk}",
        f"topic:{locked.pk}",
        f"post:{secret.first_post_id}",
        f"post:{topic.first_post_id}",
        f"board:{topic.forum_id}:<b>",
        *(
            "topic:999999999",
            "topic:999999999999999",
            "topic:²",
            "topic:",
            "nowhere:1",
            "",
            "topic:1\n",
        ),
    ]
    for place in places:
        answer = writing.post(SAVE, {"place": place, "content": "Words"})
        assert answer.status_code == 404, place
    assert not Draft.objects.exists()


def test_draft_over_a_message_that_waits_is_its_authors_and_moderators(
    writing, client_for, other, member, moderator, topic
):
    begun = make.topic(topic.forum, other, "Held topic", approved=False)
    held = make.reply(topic, other, "Held reply", approved=False)
    for post in (begun.first_post, held):
        sent = {"place": f"post:{post.pk}", "content": "Better words"}
        assert client_for(member).post(SAVE, sent).status_code == 404
        for client in (writing, client_for(moderator)):
            assert client.post(SAVE, sent).status_code == 200
            page = client.get(LIST).text
            assert f'href="{edit_address(post)}"' in page
            assert "cannot write any more" not in page
    make.close(topic.forum)
    assert writing.post(SAVE, sent).status_code == 404
    page = writing.get(LIST).text
    assert "Better words" in page
    assert "Held topic" not in page


def test_draft_of_a_reply_to_a_topic_that_waits_is_moderators(
    writing, client_for, other, moderator, board
):
    begun = make.topic(board, other, "Held topic", approved=False)
    sent = {"place": f"topic:{begun.pk}", "content": "Please add the place"}
    assert client_for(moderator).post(SAVE, sent).status_code == 200
    page = client_for(moderator).get(LIST).text
    assert f'href="{begun.address("post_create")}"' in page
    assert writing.post(SAVE, sent).status_code == 404


def test_anothers_draft_is_not_there(writing, client_for, member, topic):
    theirs = Draft.objects.create(
        author=member, place=f"topic:{topic.pk}", content="SECRET WORDS"
    )
    address = f"/forum/drafts/{theirs.pk}/delete/"
    assert writing.post(address).status_code == 404
    for nothing in (999_999_999, 10**30):
        address = f"/forum/drafts/{nothing}/delete/"
        assert writing.post(address).status_code == 404
    for page in (LIST, topic.address("post_create"), topic.get_absolute_url()):
        assert "SECRET WORDS" not in writing.get(page).text
    assert "SECRET WORDS" in client_for(member).get(LIST).text


def test_drafts_are_listed_with_the_way_on_and_deleted_by_their_author(
    writing, other, topic
):
    draft = Draft.objects.create(
        author=other, place=f"topic:{topic.pk}", content="Half a thought"
    )
    page = writing.get(LIST).text
    assert "Half a thought" in page
    assert f'href="{topic.address("post_create")}"' in page
    response = writing.post(f"/forum/drafts/{draft.pk}/delete/")
    assert response.url == LIST
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("following", "where"),
    [("/forum/", "/forum/"), ("https://example.org/", LIST), ("//example.org", LIST)],
)
def test_discarding_returns_to_the_form_and_to_no_other_site(
    writing, other, topic, following, where
):
    draft = Draft.objects.create(author=other, place=f"topic:{topic.pk}", content="x")
    response = writing.post(f"/forum/drafts/{draft.pk}/delete/", {"next": following})
    assert response.url == where


def test_draft_for_a_topic_that_is_hidden_now_keeps_its_words_and_tells_no_name(
    writing, other, moderator, topic
):
    Draft.objects.create(author=other, place=f"topic:{topic.pk}", content="My words")
    make.close(topic.forum)
    page = writing.get(LIST).text
    assert "My words" in page
    assert "Travel time" not in page
    assert "cannot write any more" in page


def test_draft_outlives_its_topic(writing, other, topic):
    Draft.objects.create(author=other, place=f"topic:{topic.pk}", content="My words")
    topic.delete()
    assert "My words" in writing.get(LIST).text


def test_drafts_are_at_most_so_many_and_the_refusal_says_so(writing, other, topic):
    for number in range(actions.MOST_DRAFTS):
        Draft.objects.create(author=other, place=f"topic:{10_000 + number}")
    answer = writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "x"})
    assert answer.status_code == 400
    assert "delete some" in answer.json()["problem"]
    Draft.objects.create(author=other, place=f"topic:{topic.pk}")
    answer = writing.post(SAVE, {"place": f"topic:{topic.pk}", "content": "x"})
    assert answer.status_code == 200


def test_drafts_too_often_are_refused_with_a_sentence(writing, topic, settings):
    settings.ACCOUNT_RATE_LIMITS = {"save_draft": "2/m/user"}
    sent = {"place": f"topic:{topic.pk}", "content": "x"}
    assert [writing.post(SAVE, sent).status_code for _ in range(3)] == [200, 200, 400]
    response = writing.post(
        topic.address("post_create"), {"content": "Still here", "save_draft": "1"}
    )
    assert "was not saved" in response.text
    assert "Still here" in response.text


def test_visitor_saves_no_draft_and_a_get_saves_none(writing, topic):
    sent = {"place": f"topic:{topic.pk}", "content": "x"}
    assert Client().post(SAVE, sent).url.startswith("/accounts/login/")
    assert writing.get(SAVE, sent).status_code == 405
    assert not Draft.objects.exists()


def test_draft_without_a_token_is_refused(other, topic):
    client = Client(enforce_csrf_checks=True)
    client.force_login(other)
    sent = {"place": f"topic:{topic.pk}", "content": "x"}
    assert client.post(SAVE, sent).status_code == 403
    assert not Draft.objects.exists()


def test_old_drafts_are_forgotten_by_the_daily_job(other, member, topic):
    days = settings.KEEP_DRAFTS_DAYS
    for person, age in ((other, days - 1), (member, days + 1)):
        Draft.objects.create(
            author=person,
            place="topic:1",
            saved_at=timezone.now() - timedelta(days=age),
        )
    out = StringIO()
    call_command("forget_old_drafts", stdout=out)
    assert "1 drafts forgotten" in out.getvalue()
    assert Draft.objects.get().author == other


def test_drafts_are_handed_out_and_erased(other, member):
    for person in (other, member):
        Draft.objects.create(author=person, place="topic:1", content=f"Of {person.pk}")
    (part,) = [part for part in parts() if part.key == "forum_drafts"]
    assert [row["Words"] for row in part.export(other)] == [f"Of {other.pk}"]
    part.erase(other)
    assert Draft.objects.get().author == member


def test_draft_costs_a_member_one_query_on_the_topic_page(writing, other, topic):
    def queries() -> list[str]:
        writing.get(topic.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            writing.get(topic.get_absolute_url())
        return [query["sql"] for query in captured]

    without = queries()
    assert sum("forum_writing_draft" in sql for sql in without) == 1
    Draft.objects.create(author=other, place=f"topic:{topic.pk}", content="x")
    assert len(queries()) == len(without)


def test_list_of_drafts_costs_the_same_for_twenty(writing, other, member, board):
    def place(number: int) -> str:
        return f"topic:{make.topic(board, member, f'Topic {number}').pk}"

    def queries() -> int:
        writing.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            writing.get(LIST)
        return len(captured)

    own = make.topic(board, other, "Own")
    Draft.objects.create(author=other, place=place(0), content="x")
    Draft.objects.create(author=other, place=f"post:{own.first_post_id}", content="x")
    Draft.objects.create(author=other, place=f"board:{board.pk}", content="x")
    few = queries()
    for number in range(1, 12):
        Draft.objects.create(author=other, place=place(number), content="x")
        Draft.objects.create(
            author=other,
            place=f"post:{make.reply(own, other).pk}",
            content="x",
        )
    # The newest stand on the first page: of each kind of place there is one again.
    Draft.objects.filter(place=f"board:{board.pk}").delete()
    Draft.objects.create(author=other, place=f"board:{board.pk}", content="x")
    assert queries() == few
    assert few <= 16


def test_list_of_drafts_reads_the_beginning_of_each_alone(
    writing, other, topic, monkeypatch
):
    content = "Words" + "\u0300\u0316" * 10_000
    Draft.objects.create(author=other, place=f"topic:{topic.pk}", content=content)
    read = []
    normalize = unicodedata.normalize

    def noted(form: str, text: str) -> str:
        read.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", noted)
    assert "Words" in writing.get(LIST).text
    assert 0 < max(read) <= 400
