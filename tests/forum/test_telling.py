"""Being told of replies and mentions: once, only of what one may read."""

import pytest
from django.urls import reverse

from forum.adapter import telling
from forum.adapter.markup import MAX_LENGTH
from forum.adapter.mentions import MOST, NAME, named_in
from forum.forum_conversation.models import Post
from hub.members.models import Block, Profile
from hub.notify.kinds import kind_of
from hub.notify.models import Notification
from tests.factories import forum as make
from tests.work import calls

pytestmark = pytest.mark.django_db


def told(person) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(person=person, kind__in=("replies", "mentions"))
    return sorted(rows.values_list("kind", "about"))


def known_as(person, slug: str):
    Profile.objects.update_or_create(user=person, defaults={"slug": slug})
    return person


@pytest.fixture
def third(person):
    return known_as(person("Tia Third"), "tia")


def test_who_began_or_wrote_is_told_of_a_reply_and_its_author_is_not(
    topic, member, other, third
):
    make.reply(topic, other)
    Notification.objects.all().delete()

    post = make.reply(topic, third, "Here is more")

    reply = ("replies", f"forum.post:{post.pk}")
    assert told(member) == told(other) == [reply]
    assert told(third) == []
    row = Notification.objects.filter(person=member).get()
    assert (row.url, row.text) == (post.get_absolute_url(), "Here is more")
    assert row.title == "Tia Third replied in “Travel time”"


def test_edited_post_tells_nobody_again(topic, member, other, third):
    post = make.reply(topic, other)
    Notification.objects.all().delete()
    post.content = "Changed, @tia"
    post.save()
    assert not Notification.objects.exists()


def test_waiting_post_tells_once_it_is_approved_and_only_then(
    client_for, moderator, topic, member, other
):
    post = make.reply(topic, other, approved=False)
    assert told(member) == []

    client_for(moderator).post(f"/forum/moderation/queue/{post.pk}/approve/")
    assert len(told(member)) == 1

    Notification.objects.all().delete()
    Post.objects.filter(pk=post.pk).update(approved=False)
    client_for(moderator).post(f"/forum/moderation/queue/{post.pk}/approve/")
    assert told(member) == []


def test_reply_written_on_the_page_tells(client_for, topic, member, other):
    address = topic.address("post_create")
    client_for(other).post(address, {"content": "Through the page"})
    assert len(told(member)) == 1


def test_mention_beats_a_reply(topic, member, other):
    known_as(member, "mo")
    make.reply(topic, other, "What do you say, @Mo?")
    (row,) = told(member)
    assert row[0] == "mentions"


def test_mention_in_an_opening_post_tells(board, other, third):
    make.topic(board, other, content="Hello @tia.")
    assert [kind for kind, _ in told(third)] == ["mentions"]


def test_nobody_is_told_of_a_board_they_may_not_read(closed_board, moderator, third):
    make.topic(closed_board, moderator, content="About @tia")
    assert told(third) == []


def test_who_lost_the_right_to_read_is_not_told_of_replies(
    board, topic, member, moderator
):
    make.close(board)
    make.reply(topic, moderator)
    assert told(member) == []


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"approved_at": None}],
    ids=["switched off", "not let in"],
)
def test_who_is_not_there_is_not_told(topic, member, other, third, change):
    for person in (member, third):
        type(person).objects.filter(pk=person.pk).update(**change)
    make.reply(topic, other, "@tia")
    assert told(member) == told(third) == []


def test_who_blocks_the_author_is_told_nothing(topic, member, other, third):
    for person in (member, third):
        Block.objects.create(blocker=person, blocked=other)
    make.reply(topic, other, "@tia")
    assert told(member) == told(third) == []


def test_members_board_puts_no_word_of_the_post_into_what_is_told(
    members_board, member, other
):
    topic = make.topic(members_board, member, "SECRET SUBJECT")
    make.reply(topic, other, "SECRET WORDS")
    row = Notification.objects.get(person=member)
    assert "SECRET" not in row.title + row.text
    assert row.visibility == f"board:{members_board.pk}"


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Ask @tia, or @Mo-2.", {"tia", "mo-2"}),
        ("`@tia` and\n\n```\n@mo\n```\n\n    @mo", set()),
        ("write to ann@tia.org or <ann@tia>", set()),
        ("https://example.org/@tia [x](https://a.example/@tia)", set()),
        ("(@tia) *@mo*", {"tia", "mo"}),
        ("@@tia @ tia @", set()),
        (" ".join(f"@p{number}" for number in range(MOST + 1)), set()),
    ],
)
def test_names_are_found_in_words_and_not_in_code_or_addresses(text, slugs):
    assert named_in(text) == slugs


@pytest.mark.parametrize("piece", ["@", "@a", "@a ", "@-", "`@", "a@", "@a@", "[@a]("])
def test_names_in_hostile_text_are_found_with_little_work(piece):
    text = (piece * MAX_LENGTH)[:MAX_LENGTH]
    assert calls(lambda: named_in(text)) < 1_000_000


# What a pattern does counts as one call. One that tries again takes hours for this.
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["@", "@a", "@a ", "@-", "a@", "@a@", "a-", "@a" * 40]
)
def test_search_for_names_ends_however_long_the_text_is(piece):
    NAME.findall(piece * (3_000_000 // len(piece)))


def test_visibility_of_a_post_follows_where_it_is_now(
    topic, other, members_board, client_for, moderator
):
    post = make.reply(topic, other)
    waiting = make.reply(topic, other, approved=False)
    names = [telling.about(post), telling.about(waiting), "forum.post:x", "other:1"]
    names.append("forum.post:99999999999999999999")
    resolver = kind_of("replies").visibility_of

    assert resolver(names)[names[0]] == f"board:{topic.forum_id}"
    assert [resolver(names)[name] for name in names[1:]] == [None] * 4
    move = reverse("forum_moderation:topic_move", args=[topic.slug, topic.pk])
    client_for(moderator).post(move, {"forum": members_board.pk})
    assert resolver(names)[names[0]] == f"board:{members_board.pk}"
    post.delete()
    assert resolver(names)[names[0]] is None


def test_telling_costs_the_same_for_many_people(
    topic, person, other, django_assert_max_num_queries
):
    for number in range(30):
        make.reply(topic, person(f"Person {number}"))
    Notification.objects.all().delete()
    with django_assert_max_num_queries(60):
        make.reply(topic, other)
    assert Notification.objects.count() == 31
