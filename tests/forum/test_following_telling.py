"""Whoever follows something hears of each message there: once, in one way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.adapter.former_members import forget
from forum.following.actions import carry_over, stop
from forum.following.models import Follow
from forum.following.subjects import place_of
from forum.forum_conversation.models import Post, Topic
from hub.accounts.models import User
from hub.members.models import Block, Profile
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from hub.notify.models import Letter, Notification
from tests.factories import forum as make
from tests.factories.directory import make_organisation
from tests.factories.following import follow, link_topic, tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay(person):
    """Somebody who follows things and takes part in nothing."""
    return person("Fay Follower")


def told(person) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(person=person)
    return sorted(rows.values_list("kind", "way"))


def things(topic):
    """Everything that can be followed to hear of a discussion."""
    organisation = make_organisation("Equal Care")
    link_topic(topic=topic, thing=organisation)
    return {
        "topic": topic,
        "board": topic.forum,
        "tag": tag(topic),
        "page": organisation,
        "all": None,
    }


@pytest.mark.parametrize("kind", ["topic", "board", "tag", "page", "all"])
def test_reply_is_told_to_who_follows_what_holds_it(topic, other, fay, kind):
    follow(fay, things(topic)[kind], Way.WEEKLY)

    post = make.reply(topic, other)

    row = Notification.objects.get(person=fay)
    assert (row.kind, row.way) == ("following", "weekly")
    assert (row.about, row.url) == (f"forum.post:{post.pk}", post.get_absolute_url())
    assert row.title == "Olu Other replied in “Travel time”"


@pytest.mark.parametrize("kind", ["topic", "board", "tag", "page"])
def test_reply_elsewhere_is_not_told(topic, other, fay, kind):
    follow(fay, things(topic)[kind])
    elsewhere = make.topic(make.board("Elsewhere"), other)
    Notification.objects.all().delete()

    make.reply(elsewhere, other)

    assert told(fay) == []


def test_page_itself_is_followed_as_an_organisation_is(home, topic, other, fay):
    link_topic(topic=topic, thing=home)
    follow(fay, home)
    make.reply(topic, other)
    assert told(fay) == [("following", "at_once")]


def test_new_discussion_is_told_with_its_tags_and_what_it_is_about(
    client_for, board, other, fay, person
):
    """They are written after the opening post, in the same transaction."""
    organisation, starting = make_organisation("Equal Care"), tag()
    of_page = person("Pia Page")
    follow(fay, starting)
    follow(of_page, organisation)
    address = reverse("forum_conversation:topic_create", args=[board.slug, board.pk])
    sent = {
        "subject": "Pay",
        "content": "How?",
        "tags": [starting.pk],
        "about": f"directory.organisation:{organisation.pk}",
    }

    client_for(other).post(address, sent)

    for one in (fay, of_page):
        assert Notification.objects.get(person=one).title == "Olu Other began “Pay”"


def test_several_reasons_tell_once_in_the_promptest_way(topic, other, fay):
    for kind, thing in things(topic).items():
        if kind != "topic":
            follow(fay, thing, Way.DAILY if kind == "tag" else Way.WEEKLY)
    make.reply(topic, other)
    assert told(fay) == [("following", "daily")]


def test_choice_for_the_discussion_itself_rules(topic, other, fay):
    follow(fay, topic.forum, Way.AT_ONCE)
    follow(fay, topic, Way.SITE)
    make.reply(topic, other)
    assert told(fay) == [("following", "site")]


def test_mention_beats_a_reply_and_a_reply_beats_following(topic, member, other, fay):
    for one, slug in ((member, "mo"), (fay, "fay")):
        Profile.objects.update_or_create(user=one, defaults={"slug": slug})
        follow(one, topic.forum)
    make.reply(topic, other, "What do you say, @fay?")
    assert told(fay) == [("mentions", "at_once")]
    assert told(member) == [("replies", "at_once")]


def test_who_wants_no_word_of_mentions_or_replies_hears_by_following(
    topic, member, other
):
    Profile.objects.update_or_create(user=member, defaults={"slug": "mo"})
    for kind in ("mentions", "replies"):
        choose(person=member, kind=kind, way=Way.NONE)
    follow(member, topic.forum, Way.DAILY)
    make.reply(topic, other, "@mo?")
    assert told(member) == [("following", "daily")]


def test_who_chose_for_a_discussion_where_they_wrote_hears_of_it_so(
    topic, member, other
):
    follow(member, topic, Way.WEEKLY)
    make.reply(topic, other)
    assert told(member) == [("following", "weekly")]


def test_silenced_discussion_tells_its_author_nothing_but_mentions(
    topic, member, other
):
    Profile.objects.update_or_create(user=member, defaults={"slug": "mo"})
    follow(member, topic.forum)
    stop(person=member, place=place_of(topic))

    make.reply(topic, other)
    assert told(member) == []

    make.reply(topic, other, "@mo")
    assert told(member) == [("mentions", "at_once")]


def test_choice_for_all_that_one_follows_is_the_most_one_gets(topic, other, fay):
    follow(fay, topic, Way.AT_ONCE)
    choose(person=fay, kind="following", way=Way.WEEKLY)
    make.reply(topic, other)
    assert told(fay) == [("following", "weekly")]
    choose(person=fay, kind="following", way=Way.NONE)
    make.reply(topic, other)
    assert len(told(fay)) == 1


def test_ones_own_message_is_not_told(topic, fay):
    follow(fay)
    make.reply(topic, fay)
    assert told(fay) == []


def test_who_blocks_the_author_is_told_nothing(topic, other, fay):
    follow(fay)
    Block.objects.create(blocker=fay, blocked=other)
    make.reply(topic, other)
    assert told(fay) == []


def test_following_everything_tells_only_of_boards_that_one_may_read(
    closed_board, moderator, fay
):
    follow(fay)
    follow(moderator)
    talk = make.topic(closed_board, moderator, "Hidden")
    make.reply(talk, make.moderator(User.objects.create_user("m2@example.org")))
    assert told(fay) == []
    assert told(moderator) != []


def test_waiting_message_is_told_once_approved_and_not_again(
    client_for, moderator, topic, other, fay
):
    follow(fay, topic)
    post = make.reply(topic, other, approved=False)
    assert told(fay) == []
    client_for(moderator).post(f"/forum/moderation/queue/{post.pk}/approve/")
    assert len(told(fay)) == 1

    Notification.objects.all().delete()
    Post.objects.get(pk=post.pk).save()
    assert told(fay) == []


def test_discussion_moved_out_of_sight_tells_nothing_more_and_hides_what_was_told(
    client_for, moderator, topic, other, fay, closed_board
):
    follow(fay, topic)
    make.reply(topic, other)
    inbox = client_for(fay)
    assert "replied in" in inbox.get("/me/notifications/").text
    move = reverse("forum_moderation:topic_move", args=[topic.slug, topic.pk])
    client_for(moderator).post(move, {"forum": closed_board.pk})

    make.reply(Topic.objects.get(pk=topic.pk), moderator)

    assert len(told(fay)) == 1
    assert "replied in" not in inbox.get("/me/notifications/").text


def test_members_board_puts_no_word_into_what_is_told(members_board, other, fay):
    follow(fay, members_board)
    make.topic(members_board, other, "SECRET SUBJECT", "SECRET WORDS")
    row = Notification.objects.get(person=fay)
    assert row.title == "Olu Other began a discussion on the board Members' room"
    assert row.text == ""


def test_marks_in_words_are_told_as_they_were_written(topic, other, fay):
    follow(fay, topic)
    make.reply(topic, other, "Pay & <rotas>")
    assert Notification.objects.get(person=fay).text == "Pay & <rotas>"


def test_merged_discussion_takes_its_followers_along_and_keeps_their_choices(
    topic, board, other, fay, person
):
    both = person("Bo Both")
    target = make.topic(board, other, "Goes on")
    follow(fay, topic, Way.WEEKLY)
    follow(both, topic, Way.WEEKLY)
    follow(both, target, Way.DAILY)

    carry_over(source=topic, target=target)

    rows = Follow.objects.order_by("person").values_list("person", "key", "way")
    assert sorted(rows) == sorted(
        [(fay.pk, str(target.pk), "weekly"), (both.pk, str(target.pk), "daily")]
    )


def test_words_of_who_leaves_and_erases_them_are_taken_back(topic, other, fay):
    follow(fay, topic)
    make.reply(topic, other, "SECRET")
    other.erases_posts = True
    forget(other)
    assert told(fay) == []


@pytest.mark.parametrize("kind", ["topic", "board", "tag"])
def test_what_is_deleted_is_followed_no_more(topic, fay, kind):
    thing = things(topic)[kind]
    follow(fay, thing)
    kept = follow(fay)
    thing.delete()
    assert list(fay.follows.all()) == [kept]


def test_telling_costs_the_same_for_one_thirty_and_five_hundred(topic, other, person):
    def cost() -> int:
        Notification.objects.all().delete()
        Letter.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            make.reply(topic, other)
        return len(captured)

    follow(person("Person 0"), topic)
    make.reply(topic, other)  # the author has written here from now on
    one = cost()
    for number in range(1, 30):
        follow(person(f"Person {number}"), topic)
    assert cost() == one
    people = User.objects.bulk_create(
        User(email=f"p{number}@example.org", approved_at=other.approved_at)
        for number in range(470)
    )
    Follow.objects.bulk_create(
        Follow(person=one, kind="board", key=str(topic.forum_id), way=Way.AT_ONCE)
        for one in people
    )
    # SQLite takes fewer rows at a time.
    assert cost() <= one + 20
    assert Notification.objects.filter(kind="following").count() == 500
    assert Letter.objects.count() == 501
