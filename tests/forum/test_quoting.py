"""A reply that begins with the words of another post."""

from html import unescape

import pytest
from django.test import Client

from forum.adapter.markup import MAX_LENGTH, render
from forum.adapter.mentions import named_in
from forum.forum_conversation.models import Post, Topic
from forum.writing.models import Draft
from forum.writing.quoting import LONGEST_QUOTE, quoted
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def begun_with(client, topic, post) -> str:
    """Return what the form of a reply begins with when `post` is quoted."""
    number = getattr(post, "pk", post)
    response = client.get(topic.address("post_create"), {"quote": number})
    assert response.status_code == 200
    return response.context["post_form"]["content"].value() or ""


def test_quote_begins_the_reply_with_words_author_and_link(
    client_for, other, member, topic
):
    post = make.reply(topic, member, "First line.\n\nSecond **line**.")
    words = begun_with(client_for(other), topic, post)
    assert words == (
        f"> [Mo Member wrote]({post.get_absolute_url()}):\n>\n"
        "> First line.\n>\n> Second **line**.\n\n"
    )
    html = render(words)
    assert "<blockquote>" in html
    assert f'href="{post.get_absolute_url()}"'.replace("&", "&amp;") in html
    assert "Second <strong>line</strong>" in html


def test_quote_is_offered_to_those_who_may_reply(client_for, other, topic):
    way = f'{topic.address("post_create")}?quote={topic.first_post_id}"'
    assert way in client_for(other).get(topic.get_absolute_url()).text
    assert way not in Client().get(topic.get_absolute_url()).text
    Topic.objects.filter(pk=topic.pk).update(status=Topic.TOPIC_LOCKED)
    assert way not in client_for(other).get(topic.get_absolute_url()).text


def test_quote_of_a_hidden_board_quotes_nothing_elsewhere(
    client_for, other, moderator, topic, closed_board, members_board
):
    secret = make.topic(closed_board, moderator, "Plans", "SECRET WORDS")
    members_only = make.topic(members_board, moderator, "Inside", "MEMBERS WORDS")
    client = client_for(other)
    for hidden in (secret.first_post, members_only.first_post):
        page = client.get(topic.address("post_create"), {"quote": hidden.pk}).text
        assert "SECRET WORDS" not in page
        assert "MEMBERS WORDS" not in page
    hidden = secret.address("post_create")
    assert client.get(hidden, {"quote": secret.first_post_id}).status_code == 404


def test_quote_of_a_post_that_waits_quotes_nothing(client_for, other, member, topic):
    waiting = make.reply(topic, member, "WAITING WORDS", approved=False)
    assert begun_with(client_for(other), topic, waiting) == ""


def test_quote_of_a_deleted_post_quotes_nothing(client_for, other, member, topic):
    gone = make.reply(topic, member)
    number = gone.pk
    gone.delete()
    assert begun_with(client_for(other), topic, number) == ""


@pytest.mark.parametrize("number", ["²", "abc", "-1", "9" * 40, "", "١"])
def test_quote_of_no_number_quotes_nothing(client_for, other, topic, number):
    assert begun_with(client_for(other), topic, number) == ""


@pytest.mark.parametrize(
    "content",
    ["word " * 3_999, "x" * 20_000, "\n".join("y" * 10_000), "> a\n" * 4_000 + "b"],
    ids=["words", "one word", "short lines", "quotes"],
)
def test_quote_of_a_long_post_is_short_and_says_that_there_is_more(
    member, topic, content
):
    words = quoted(make.reply(topic, member, content))
    assert len(words) <= LONGEST_QUOTE
    assert all(line.startswith(">") for line in words.strip().splitlines())
    assert ("[…]" in words) is (len(content.replace("> a\n", "")) > LONGEST_QUOTE)


def test_quote_after_a_long_draft_fits_into_what_is_left(
    client_for, other, member, topic
):
    post = make.reply(topic, member, "word " * 1_000)
    for length in (MAX_LENGTH - 500, MAX_LENGTH - 20, MAX_LENGTH):
        Draft.objects.update_or_create(
            author=other, place=f"topic:{topic.pk}", defaults={"content": "d" * length}
        )
        words = begun_with(client_for(other), topic, post)
        assert words.startswith("d" * length)
        assert len(words) <= MAX_LENGTH


def test_quote_comes_after_a_draft_and_only_once(client_for, other, member, topic):
    post = make.reply(topic, member, "Theirs.")
    client = client_for(other)
    Draft.objects.create(author=other, place=f"topic:{topic.pk}", content="Mine.")
    words = begun_with(client, topic, post)
    assert words.startswith("Mine.\n\n> [Mo Member wrote]")
    Draft.objects.update(content=words)
    assert begun_with(client, topic, post) == words


def test_quote_leaves_out_what_the_post_quotes_itself(member, topic):
    post = make.reply(topic, member, "> Somebody else.\n\nMy own words.")
    words = quoted(post)
    assert "Somebody else" not in words
    assert "> My own words." in words


def test_quote_of_a_former_member_tells_no_name(client_for, other, person, topic):
    leaver = person("Lena Leaver")
    post = make.reply(topic, leaver)
    leaver.is_active = False
    leaver.save()
    words = begun_with(client_for(other), topic, post)
    assert "A former member wrote" in words
    assert "Lena" not in words


def test_quote_of_a_name_with_marks_makes_no_link_of_it(person, topic):
    post = make.reply(topic, person("x](https://example.org/) [**y**"), "Words.")
    html = render(quoted(post))
    assert "example.org/" not in html.replace("https://example.org/)", "", 1)
    assert 'href="https://example.org' not in html
    assert "<strong>" not in html


def test_quoted_mention_names_nobody_again():
    assert named_in("> @wanda said\n\nThanks @olu") == {"olu"}
    assert named_in("> > @wanda\n\n- @olu") == {"olu"}


def test_quoted_reply_is_posted_as_a_quote(client_for, other, topic):
    client = client_for(other)
    words = begun_with(client, topic, topic.first_post)
    client.post(topic.address("post_create"), {"content": f"{words}I think we should."})
    page = unescape(client.get(topic.get_absolute_url()).text)
    assert "<blockquote>" in page
    assert Post.objects.filter(topic=topic).count() == 2
