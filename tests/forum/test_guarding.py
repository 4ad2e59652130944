"""Limits against spam and floods: what they refuse, and what they never cost a person."""

from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.urls import reverse

from forum.files.models import PostFile
from forum.forum_conversation.models import Post, Topic
from forum.guarding.outward import outward_links
from forum.guarding.repeats import folded
from forum.moderating.models import Act
from tests.factories import files as make_files
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

LONG = "We have two people awake each night, and one of them is always on the phone."


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def holding(settings):
    settings.FORUM_HOLD_FIRST_POSTS = 1
    settings.FORUM_NEWCOMER_LINKS = 2


@pytest.fixture
def limited(settings):
    def limit(**rates: str) -> None:
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **rates}

    return limit


def create(board) -> str:
    return reverse("forum_conversation:topic_create", args=[board.slug, board.pk])


def reply(client, topic, content: str, **fields):
    return client.post(topic.address("post_create"), {"content": content, **fields})


def begin(client, board, subject: str, content: str):
    return client.post(create(board), {"subject": subject, "content": content})


# --- First posts ---------------------------------------------------------------------


def test_first_posts_wait_until_one_is_approved(
    holding, client_for, member, other, moderator, board
):
    topic = make.topic(board, member)
    client = client_for(other)

    response = reply(client, topic, "My first words")
    begun = begin(client, board, "My question", "Who knows?")

    first = Post.objects.get(content="My first words")
    assert response.url == topic.get_absolute_url()
    assert not first.approved
    assert not Topic.objects.get(subject="My question").approved
    assert begun.url == board.get_absolute_url()
    assert "My first words" not in client_for(member).get(topic.get_absolute_url()).text
    client_for(moderator).post(
        reverse("forum_moderation:approve_queued_post", args=[first.pk])
    )
    reply(client, topic, "My second words")
    assert Post.objects.get(content="My second words").approved


def test_edit_of_a_newcomers_post_waits_again_until_enough_are_approved(
    holding, settings, client_for, member, other, board
):
    """S14 together with first posts: an approved post is no way around the moderator."""
    settings.FORUM_HOLD_FIRST_POSTS = 2
    topic = make.topic(board, member)
    post = make.reply(topic, other)
    client = client_for(other)

    client.post(post.address("post_update"), {"content": "Buy this"})

    post.refresh_from_db()
    assert not post.approved
    Post.objects.filter(pk=post.pk).update(approved=True)
    make.reply(topic, other)
    client.post(post.address("post_update"), {"content": "Better words"})
    post.refresh_from_db()
    assert (post.content.raw, post.approved) == ("Better words", True)


def test_moderators_and_staff_are_not_held(
    holding, client_for, member, moderator, person, board
):
    topic = make.topic(board, member)
    editor = person("Edda Editor")
    editor.groups.add(Group.objects.get(name="Editors"))
    for known in (moderator, editor):
        reply(client_for(known), topic, f"Words of {known.display_name}")
    assert not Post.objects.filter(approved=False).exists()


def test_nobody_is_held_where_the_setting_says_none(client_for, other, topic):
    reply(client_for(other), topic, "My first words")
    assert Post.objects.get(content="My first words").approved


def test_newcomer_is_told_beforehand_and_a_known_member_is_not(
    holding, client_for, member, other, board
):
    topic = make.topic(board, member)
    words = "A moderator reads your first messages"
    for address in (create(board), topic.address("post_create")):
        assert words in client_for(other).get(address).text
        assert words not in client_for(member).get(address).text


# --- Links ---------------------------------------------------------------------------


def test_links_off_the_hub_are_counted_as_readers_find_them(settings):
    settings.BASE_URL = "https://hub.example"
    away = ["https://a.example/x", "http://www.b.org", "mailto:c@d.org"]
    text = (
        "[one](https://a.example/x) www.b.org c@d.org "
        "[here](/people/ada/) [there](https://hub.example/co-ops/) @ada "
        "`https://code.example/`"
    )
    assert outward_links(text) == away


def test_newcomers_post_with_many_links_is_refused_and_kept(
    holding, client_for, member, other, board
):
    topic = make.topic(board, member)
    client = client_for(other)
    links = "https://a.example https://b.example https://c.example"

    response = reply(client, topic, links)

    assert "3 links to other sites" in response.text
    assert links in unescape(response.text)
    assert Post.objects.count() == 1
    reply(client, topic, links.rpartition(" ")[0])
    reply(client_for(member), topic, links)
    assert Post.objects.count() == 3


def test_newcomers_edit_adds_no_links_either(
    holding, settings, client_for, member, other, board
):
    settings.FORUM_HOLD_FIRST_POSTS = 2
    post = make.reply(make.topic(board, member), other, "As it was")
    links = "https://a.example https://b.example https://c.example"

    response = client_for(other).post(post.address("post_update"), {"content": links})

    assert "3 links to other sites" in response.text
    post.refresh_from_db()
    assert post.content.raw == "As it was"


# --- How often -----------------------------------------------------------------------


def test_posts_beyond_the_limit_are_refused_with_the_words_kept(
    limited, client_for, other, topic, board
):
    limited(forum_post="2/m/user,9/h/user,20/d/user")
    client = client_for(other)
    reply(client, topic, "One")
    begin(client, board, "Two", "Two words")

    third = reply(client, topic, "Three, typed with care")
    fourth = begin(client, board, "A fourth subject", "Four, typed with care")

    assert third.status_code == fourth.status_code == 429
    assert "2 a minute, 9 an hour and 20 a day" in third.text
    assert "Three, typed with care" in third.text
    assert "A fourth subject" in fourth.text
    assert "Four, typed with care" in fourth.text
    assert Post.objects.filter(poster=other).count() == 2


def test_each_member_has_their_own_limit(limited, client_for, member, other, topic):
    limited(forum_post="1/m/user")
    assert reply(client_for(other), topic, "One").status_code == 302
    assert reply(client_for(member), topic, "Mine").status_code == 302
    assert reply(client_for(other), topic, "Two").status_code == 429


def test_newcomers_have_a_lower_limit(
    limited, holding, client_for, member, other, board
):
    limited(forum_post="9/m/user", forum_post_newcomer="1/m/user")
    topic = make.topic(board, member)
    for number in range(2):
        reply(client_for(other), topic, f"New {number}")
        reply(client_for(member), topic, f"Known {number}")
    assert Post.objects.filter(poster=other).count() == 1
    assert Post.objects.filter(poster=member).count() == 3


def test_edits_have_a_limit_of_their_own(limited, client_for, member, topic):
    limited(forum_post="1/m/user", forum_edit="1/m/user")
    post = make.reply(topic, member)
    client = client_for(member)
    client.post(post.address("post_update"), {"content": "Once"})
    refused = client.post(
        topic.address("topic_update"), {"subject": "Twice", "content": "Twice typed"}
    )
    assert refused.status_code == 429
    assert "Twice typed" in refused.text
    topic.refresh_from_db()
    assert topic.subject == "Travel time"
    assert reply(client, topic, "A reply still fits").status_code == 302


def test_previews_and_mistakes_cost_nothing(limited, client_for, other, topic):
    limited(forum_post="1/m/user")
    client = client_for(other)
    for _ in range(3):
        reply(client, topic, "A draft", preview="1")
        reply(client, topic, "")
    assert reply(client, topic, "A draft").status_code == 302


def test_picture_refused_for_want_of_words_costs_nothing(
    limited, client_for, other, topic
):
    limited(forum_post="1/m/user")
    client = client_for(other)
    picture = make_files.sent("house.jpg", make_files.photo())
    refused = reply(client, topic, "Our house", **{"files-add": picture})
    assert "Please say what “house.jpg” shows" in refused.text
    token = PostFile.objects.get().token
    waiting = {"files-waiting": token, f"files-{token}-words": "A house"}
    assert reply(client, topic, "Our house", **waiting).status_code == 302


def test_poll_refused_costs_nothing(limited, client_for, other, board):
    limited(forum_post="1/m/user")
    client = client_for(other)
    form = {"subject": "A poll", "content": "Words", "poll-question": "Which?"}
    refused = client.post(create(board), {**form, "poll-options": "One"})
    assert "there is 1." in refused.text
    posted = client.post(create(board), {**form, "poll-options": "One\nTwo"})
    assert posted.status_code == 302


def test_file_and_poll_of_a_post_beyond_the_limit_stay_on_the_form(
    limited, client_for, other, topic, board
):
    limited(forum_post="1/m/user")
    client = client_for(other)
    reply(client, topic, "The only one")
    sent = {
        "subject": "A poll",
        "content": "Words",
        "poll-question": "Which day?",
        "poll-options": "One\nTwo",
        "files-add": make_files.sent("rota.csv", b"day,who\nMonday,Mo\n"),
    }
    refused = client.post(create(board), sent)
    assert refused.status_code == 429
    assert "what you wrote is still here" in refused.text
    assert "Which day?" in refused.text
    assert PostFile.objects.get().token in refused.text
    assert not Topic.objects.filter(poster=other).exists()


def test_edit_by_a_moderator_beyond_the_limit_is_not_noted(
    limited, client_for, moderator, member, topic
):
    limited(forum_edit="1/m/user")
    client = client_for(moderator)
    for words in ("Once", "Twice"):
        post = make.reply(topic, member, "As it was")
        answer = client.post(post.address("post_update"), {"content": words})
    assert answer.status_code == 429
    assert Act.objects.count() == 1


# --- The box that people do not see --------------------------------------------------


def test_filled_trap_posts_nothing_and_loses_nothing(client_for, other, topic, board):
    client = client_for(other)
    refused = reply(client, topic, "Words of a person", homepage="https://x.example")
    assert "a box that people do not see" in refused.text
    assert "Words of a person" in refused.text
    assert "https://x.example" not in refused.text
    assert Post.objects.count() == 1
    assert reply(client, topic, "Words of a person").status_code == 302


def test_trap_stands_hidden_in_every_form(client_for, member, topic, board):
    client = client_for(member)
    for address in (
        topic.get_absolute_url(),
        create(board),
        topic.address("post_create"),
        topic.address("topic_update"),
    ):
        page = client.get(address).text
        before, _, after = page.partition('name="homepage"')
        assert after, address
        assert before.rpartition("<div ")[2].startswith("hidden>"), address


# --- The same words again ------------------------------------------------------------


def test_double_click_leads_to_the_post_that_is_there(client_for, other, topic, board):
    client = client_for(other)
    first, second = reply(client, topic, "Once"), reply(client, topic, "  once ")
    assert first.url == second.url
    assert f"post-{Post.objects.get(poster=other).pk}" in second.url
    begun = [begin(client, board, "New", "A new topic") for _ in range(2)]
    assert begun[0].url == begun[1].url
    assert Topic.objects.filter(poster=other).count() == 1


def test_same_short_words_in_another_discussion_are_two_posts(
    client_for, other, member, topic, board
):
    second = make.topic(board, member, "Another")
    for one in (topic, second):
        assert reply(client_for(other), one, "Thank you!").status_code == 302
    assert Post.objects.filter(poster=other).count() == 2


def test_same_long_words_elsewhere_are_refused_and_kept(
    client_for, other, member, topic, board
):
    second = make.topic(board, member, "Another")
    client = client_for(other)
    reply(client, topic, LONG)
    refused = reply(client, second, LONG.upper().replace(" ", "\n"))
    assert "posted these words today already" in refused.text
    assert LONG.upper().split()[-1] in refused.text
    assert Post.objects.filter(poster=other).count() == 1


def test_same_subject_with_other_words_is_another_topic(client_for, other, board):
    client = client_for(other)
    for words in ("First words", "Second words"):
        begin(client, board, "Question", words)
    assert Topic.objects.filter(poster=other).count() == 2


def test_editing_a_post_without_changing_it_is_no_repeat(client_for, member, topic):
    post = make.reply(topic, member, LONG)
    client = client_for(member)
    response = client.post(post.address("post_update"), {"content": LONG})
    assert response.url == post.get_absolute_url()


def test_same_words_of_another_newcomer_are_refused(
    holding, client_for, member, other, person, board
):
    topic = make.topic(board, member)
    third = person("Thea Third")
    reply(client_for(other), topic, LONG)
    refused = reply(client_for(third), topic, LONG.upper())
    assert "Somebody else who is new here" in refused.text
    assert LONG.upper() in unescape(refused.text)
    assert reply(client_for(member), topic, LONG).status_code == 302
    assert not Post.objects.filter(poster=third).exists()


def test_words_are_compared_without_their_dress():
    assert folded(" Ｗｅ\n\tDO ") == folded("we do") == "we do"
    assert folded("We do not") != folded("We do")
