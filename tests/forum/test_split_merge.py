"""Splitting topics and merging them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from forum.adapter.actions import describe_topic, link_topic
from forum.adapter.models import DiscussionLink, Question
from forum.following.actions import follow
from forum.following.models import Follow
from forum.following.reach import topic_place
from forum.forum_conversation.forum_polls.models import TopicPoll
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking.models import TopicReadTrack
from forum.moderating import splitting, topics
from forum.moderating.models import Act
from hub.core.models import Topic as Tag
from hub.notify.models import Letter, Notification
from hub.search.models import SearchEntry
from tests.factories import forum as make
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


def followers(topic):
    """Who follows a discussion."""
    return [one.person for one in Follow.objects.of([topic_place(topic.pk)])]


def again(row):
    return type(row).objects.get(pk=row.pk)


def split(topic, posts, moderator, board=None, subject="Apart") -> Topic:
    return splitting.split(
        topic=again(topic),
        posts=[post.pk for post in posts],
        subject=subject,
        board=board or topic.forum,
        moderator=moderator,
    )


def merge(source, target, moderator) -> Topic:
    return splitting.merge(
        source=again(source), target=again(target), moderator=moderator
    )


def counts(board) -> tuple[int, int]:
    board = again(board)
    return board.direct_topics_count, board.direct_posts_count


def subjects(topic) -> list[str]:
    return list(topic.posts.order_by("created", "pk").values_list("subject", flat=True))


@pytest.fixture
def replies(topic, member, other):
    return [make.reply(topic, (member, other)[n % 2], f"Reply {n}") for n in range(4)]


@pytest.fixture
def second(board, other):
    return make.topic(board, other, "Mileage", "And the car?")


def test_split_makes_a_topic_of_the_chosen_with_order_counts_and_subject(
    topic, replies, moderator, board
):
    elsewhere = make.board("Elsewhere")
    new = split(topic, [replies[3], replies[1]], moderator, elsewhere, "The car")
    assert subjects(new) == ["The car", "Re: The car"]
    assert list(new.posts.order_by("created")) == [replies[1], replies[3]]
    assert (new.subject, new.approved, new.poster) == (
        "The car",
        True,
        replies[1].poster,
    )
    assert new.created == replies[1].created
    assert (new.posts_count, new.first_post, new.last_post) == (
        2,
        replies[1],
        replies[3],
    )
    old = again(topic)
    assert (old.subject, old.posts_count, old.last_post) == (
        "Travel time",
        3,
        replies[2],
    )
    assert counts(board) == (1, 3)
    assert counts(elsewhere) == (1, 2)
    act = Act.objects.get()
    assert (act.kind, act.to_board, act.topic_number) == ("split", elsewhere, topic.pk)


def test_split_tells_nobody_again(topic, replies, moderator):
    before = (Notification.objects.count(), Letter.objects.count())
    assert before[0] > 0
    new = split(topic, replies[:2], moderator)
    again(replies[0]).save()
    assert new.posts.count() == 2
    assert (Notification.objects.count(), Letter.objects.count()) == before


def test_split_keeps_what_was_read_and_followed(topic, replies, moderator, other):
    mark = TopicReadTrack.objects.create(user=other, topic=topic)
    past = timezone.now() - timedelta(days=3)
    TopicReadTrack.objects.filter(pk=mark.pk).update(mark_time=past)
    follow(person=other, place=topic_place(topic.pk))
    new = split(topic, replies[:2], moderator)
    assert TopicReadTrack.objects.get(topic=new).mark_time == past
    assert followers(new) == [other]


def test_split_refuses_the_opening_post_nothing_strangers_and_what_waits(
    topic, replies, second, moderator, member
):
    waiting = make.reply(topic, member, approved=False)
    for chosen in (
        [],
        [topic.first_post],
        [topic.first_post, replies[0]],
        [second.first_post],
        [replies[0], second.first_post],
        [waiting],
    ):
        with pytest.raises(splitting.CannotSplit):
            split(topic, chosen, moderator)
    assert Topic.objects.count() == 2
    assert again(topic).posts_count == 5


def test_split_to_a_private_board_is_found_by_nobody_else_at_once(
    topic, replies, moderator, closed_board
):
    new = split(topic, replies[:1], moderator, closed_board, "Hidden now")
    entry = SearchEntry.objects.get(key=f"forum_conversation.topic:{new.pk}")
    assert entry.visibility == f"board:{closed_board.pk}"
    old = SearchEntry.objects.get(key=f"forum_conversation.topic:{topic.pk}")
    assert "Reply 3" in old.body
    assert "Reply 0" not in old.body


def test_merge_brings_two_together_in_order_of_time(topic, second, other, moderator):
    late = make.reply(topic, other, "Late")
    link = second.first_post.get_absolute_url().split("#")[0]
    merged = merge(second, topic, moderator)
    assert [post.pk for post in merged.posts.order_by("created", "pk")] == [
        topic.first_post_id,
        second.first_post_id,
        late.pk,
    ]
    assert (merged.subject, merged.posts_count, merged.last_post) == (
        "Travel time",
        3,
        late,
    )
    assert counts(topic.forum) == (1, 3)
    assert not Topic.objects.filter(pk=second.pk).exists()
    response = Client().get(second.get_absolute_url())
    assert (response.status_code, response.url) == (301, merged.get_absolute_url())
    assert (
        Client().get(link).url
        == f"{merged.get_absolute_url()}?post={second.first_post_id}"
    )


def test_older_opening_post_opens_the_whole_under_the_targets_subject(
    client_for, topic, second, member, moderator
):
    merged = merge(topic, second, moderator)
    assert merged.first_post_id == topic.first_post_id
    assert (merged.subject, merged.poster) == ("Mileage", member)
    assert subjects(merged) == ["Mileage", "Re: Mileage"]
    client_for(member).post(
        merged.address("topic_update"), {"subject": "Mileage", "content": "Who pays!"}
    )
    assert again(merged).subject == "Mileage"
    assert again(merged).posts_count == 2


def test_merge_unites_tags_links_question_followers_and_old_addresses(
    topic, second, member, other, moderator
):
    tags = list(Tag.objects.all()[:3])
    describe_topic(topic=topic, tags=tags[:2], is_question=False)
    describe_topic(topic=second, tags=tags[1:], is_question=True)
    for one in (topic, second):
        link_topic(topic=one, thing=make_organisation(f"Co-op {one.pk}"))
    shared = make_organisation("Shared")
    for one in (topic, second):
        link_topic(topic=one, thing=shared)
    follow(person=member, place=topic_place(topic.pk))
    for one in (member, other):
        follow(person=one, place=topic_place(second.pk))
    elsewhere = make.board("Elsewhere")
    old = second.get_absolute_url()
    topics.move(topic=again(second), board=elsewhere, moderator=moderator)

    merged = merge(second, topic, moderator)

    assert {row.tag for row in merged.topic_tags.all()} == set(tags)
    assert DiscussionLink.objects.filter(topic=merged).count() == 3
    assert Question.objects.filter(topic=merged).exists()
    assert set(followers(merged)) == {member, other}
    assert Client().get(old).url == merged.get_absolute_url()
    assert counts(elsewhere) == (0, 0)


def test_merge_of_two_questions_is_one_question(topic, second, moderator):
    for one in (topic, second):
        describe_topic(topic=one, tags=[], is_question=True)
    merge(second, topic, moderator)
    assert [row.topic_id for row in Question.objects.all()] == [topic.pk]


def test_merge_counts_nobody_as_having_read_what_they_have_not(
    topic, second, member, other, person, moderator
):
    third = person("Third")
    now = timezone.now()
    for user, one, days in (
        (member, topic, 1),
        (member, second, 5),
        (other, topic, 2),
        (third, second, 3),
    ):
        mark = TopicReadTrack.objects.create(user=user, topic=one)
        past = now - timedelta(days=days)
        TopicReadTrack.objects.filter(pk=mark.pk).update(mark_time=past)
    merged = merge(second, topic, moderator)
    assert dict(TopicReadTrack.objects.values_list("user", "mark_time")) == {
        member.pk: now - timedelta(days=5),
        other.pk: now - timedelta(days=2),
    }
    assert merged.tracks.count() == 2


def test_poll_goes_along_and_two_polls_are_not_merged(
    topic, second, board, member, moderator
):
    third = make.topic(board, member, "Third")
    for one in (second, third):
        TopicPoll.objects.create(topic=one, question="Which one?")
    merge(second, topic, moderator)
    assert TopicPoll.objects.filter(topic=topic).exists()
    with pytest.raises(splitting.CannotMerge):
        merge(third, topic, moderator)
    assert again(third).posts_count == 1


def test_merge_refuses_itself_and_what_waits(topic, board, member, moderator):
    waiting = make.topic(board, member, approved=False)
    for source, target in ((topic, topic), (waiting, topic), (topic, waiting)):
        with pytest.raises(splitting.CannotMerge):
            merge(source, target, moderator)
    assert Topic.objects.count() == 2


def test_merge_tells_nobody_again_and_the_search_finds_one(
    topic, second, replies, moderator
):
    before = (Notification.objects.count(), Letter.objects.count())
    merge(second, topic, moderator)
    again(second.first_post).save()
    assert (Notification.objects.count(), Letter.objects.count()) == before
    keys = SearchEntry.objects.filter(kind="topic", is_gone=False).values_list(
        "key", flat=True
    )
    assert list(keys) == [f"forum_conversation.topic:{topic.pk}"]


def test_split_and_merge_can_be_repeated_and_the_index_still_agrees(
    topic, replies, moderator, indexed
):
    new = split(topic, replies[:2], moderator)
    merged = merge(new, topic, moderator)
    call_command("drain_search_index", verbosity=0)
    assert merged.posts_count == 5
    assert Post.objects.filter(topic=merged).count() == 5
