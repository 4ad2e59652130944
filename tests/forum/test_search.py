"""Discussions as search entries."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from forum.adapter.actions import describe_topic
from forum.adapter.search_sources import DiscussionSource
from forum.forum_conversation.models import Topic
from hub.core.models import Topic as Tag
from hub.core.visibility import keys_for
from hub.search.models import SearchEntry
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def entry(topic) -> SearchEntry | None:
    key = f"forum_conversation.topic:{topic.pk}"
    return SearchEntry.objects.filter(key=key, is_gone=False).first()


def test_topic_and_replies_are_one_entry_of_their_board(topic, other):
    make.reply(topic, other, "**Paid** & planned <rotas>")
    found = entry(topic)
    assert found.title == "Travel time"
    assert found.visibility == f"board:{topic.forum_id}"
    assert found.kind == "topic"
    assert found.where == "Forum › Working in care"
    assert found.facts == ["1 reply"]
    assert "Who pays?" in found.body
    assert "Paid & planned <rotas>" in found.body
    assert found.url == topic.get_absolute_url()


def test_topic_that_waits_has_no_entry_until_it_is_approved(board, member):
    topic = make.topic(board, member, "Waiting", approved=False)
    assert entry(topic) is None
    post = topic.first_post
    post.approved = True
    post.save()
    assert entry(topic).title == "Waiting"


def test_reply_that_waits_is_not_searched(topic, other):
    post = make.reply(topic, other, "HIDDEN BODY", approved=False)
    assert "HIDDEN BODY" not in entry(topic).body
    post.approved = True
    post.save()
    assert "HIDDEN BODY" in entry(topic).body


def test_edited_and_deleted_posts_leave_the_entry(topic, other):
    post = make.reply(topic, other, "Old words")
    post.content = "New words"
    post.save()
    assert "Old words" not in entry(topic).body
    post.delete()
    assert "New words" not in entry(topic).body


def test_s13_topic_moved_takes_the_key_of_its_new_board(topic, members_board):
    """S13: machina's index kept the old board, and visitors found the topic."""
    moved = Topic.objects.get(pk=topic.pk)
    moved.forum = members_board
    moved.save()
    assert entry(topic).visibility == f"board:{members_board.pk}"


@pytest.mark.parametrize("carried", [False, True], ids=["index of before", "of after"])
def test_s13_topic_moved_out_of_sight_is_found_no_more(
    client, client_for, other, moderator, topic, closed_board, indexed, carried
):
    """S13, by the moderators' page, and as each kind of person searches."""
    query = "/search/?q=travel+time"
    assert topic.get_absolute_url() in client.get(query).text
    move = reverse("forum_moderation:topic_move", args=[topic.slug, topic.pk])
    client_for(moderator).post(move, {"forum": closed_board.pk})
    topic.refresh_from_db()
    assert topic.forum == closed_board
    if carried:
        indexed()
    for asker in (client, client_for(other)):
        for words in (query, "/search/?q=who+pays", "/search/suggest/?q=trav"):
            page = asker.get(words).text
            assert f"-{topic.pk}/" not in page
            assert "Who pays?" not in page
    assert topic.get_absolute_url() in client_for(moderator).get(query).text


def test_renamed_board_renames_its_entries(topic, board):
    board.refresh_from_db()
    board.name = "New name"
    board.save()
    found = entry(topic)
    assert "New name" in found.where
    assert found.url == Topic.objects.get(pk=topic.pk).get_absolute_url()


def test_reply_leaves_the_entries_of_other_topics_alone(board, member, topic):
    for number in range(5):
        make.topic(board, member, f"Topic {number}")
    before = dict(SearchEntry.objects.values_list("key", "revision"))
    make.reply(topic, member)
    after = dict(SearchEntry.objects.values_list("key", "revision"))
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {f"forum_conversation.topic:{topic.pk}"}


def test_tags_become_a_facet(topic):
    tag = Tag.objects.first()
    describe_topic(topic=topic, tags=[tag], is_question=False)
    assert entry(topic).facets == {"topic": [tag.slug]}
    describe_topic(topic=topic, tags=[], is_question=False)
    assert entry(topic).facets == {"topic": []}


def test_deleted_topic_and_board_leave_no_entry(topic, board, member):
    second = make.topic(board, member, "Second")
    topic.delete()
    assert entry(topic) is None
    type(board).objects.get(pk=board.pk).delete()
    assert entry(second) is None


def test_members_topic_is_found_by_members_alone(
    client, client_for, member, members_board, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        topic = make.topic(members_board, member, "Zebrastripes", "Only for members")
    call_command("rebuild_search_index", verbosity=0)
    address, query = topic.get_absolute_url(), "/search/?q=zebrastripes"
    assert address not in client.get(query).text
    assert address in client_for(member).get(query).text


def test_source_costs_the_same_for_many_topics(
    topic, board, member, django_assert_num_queries
):
    for number in range(5):
        make.reply(make.topic(board, member, f"Topic {number}"), member)
    source = DiscussionSource()
    with django_assert_num_queries(3):
        titles = [one.title for _, one in source.entries(source.queryset())]
    assert len(titles) == 6


def parts(row) -> list[tuple[str, str]]:
    """The stretches of a body that have addresses of their own."""
    begins = [begin for begin, _ in row.parts]
    return [
        (row.body[begin:end].strip(), url)
        for (begin, url), end in zip(row.parts, [*begins[1:], None], strict=False)
    ]


def test_each_reply_is_a_part_with_the_address_of_its_post(topic, other):
    posts = [make.reply(topic, other, f"Reply {number}") for number in range(2)]
    make.reply(topic, other, "HIDDEN BODY", approved=False)
    row = entry(topic)
    assert row.body.startswith("Who pays?\n")
    assert parts(row) == [
        (f"Reply {number}", post.get_absolute_url())
        for number, post in enumerate(posts)
    ]


def test_edited_deleted_and_unapproved_replies_leave_the_parts(topic, other):
    first, second = (make.reply(topic, other, text) for text in ("First", "Second"))
    first.content = "Changed"
    first.save()
    assert [text for text, _ in parts(entry(topic))] == ["Changed", "Second"]
    second.approved = False
    second.save()
    assert [text for text, _ in parts(entry(topic))] == ["Changed"]
    first.delete()
    assert parts(entry(topic)) == []


@pytest.mark.parametrize(
    ("replies", "told"), [(0, "No replies yet"), (1, "1 reply"), (2, "2 replies")]
)
def test_topic_tells_how_many_replies_it_has(topic, other, replies, told):
    for _ in range(replies):
        make.reply(topic, other)
    make.reply(topic, other, approved=False)
    assert entry(topic).facts == [told]


def test_long_discussion_is_searched_as_far_as_it_may_be(topic, other, monkeypatch):
    monkeypatch.setattr("forum.adapter.search_sources.LONGEST_BODY", 20)
    make.reply(topic, other, "Beginning of a long one")
    make.reply(topic, other, "Beyond reach")
    row = entry(topic)
    assert [text for text, _ in parts(row)] == ["Beginning o"]
    assert row.facts == ["2 replies"]


def test_topic_moved_takes_the_addresses_of_its_new_board(topic, other, members_board):
    post = make.reply(topic, other)
    moved = Topic.objects.get(pk=topic.pk)
    moved.forum = members_board
    moved.save()
    post = type(post).objects.get(pk=post.pk)
    assert entry(topic).url == post.topic.get_absolute_url()
    assert [url for _, url in parts(entry(topic))] == [post.get_absolute_url()]
    assert entry(topic).where == "Forum › Members' room"


def test_renamed_and_deleted_tag_shows_in_the_facets(topic):
    tag = Tag.objects.first()
    describe_topic(topic=topic, tags=[tag], is_question=False)
    tag.slug = "renamed"
    tag.save()
    assert entry(topic).facets == {"topic": ["renamed"]}
    tag.delete()
    assert entry(topic).facets == {"topic": []}


def test_board_closed_to_members_is_found_no_more_without_a_new_entry(
    topic, board, member
):
    before = entry(topic).revision
    assert entry(topic).visibility in keys_for(member)
    make.close(board)
    assert entry(topic).visibility not in keys_for(member)
    assert entry(topic).revision == before
