"""Text that nobody can see, or that reads otherwise than it is written."""

from html import unescape

import pytest
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic

pytestmark = pytest.mark.django_db

NOTHING_TO_SEE = [
    "\u200b",
    "\u200b \u200d\ufeff",
    "\u00ad\u2060",
    "\u3164\u2800",
    "\ufe0f\u0301",
]
HARMFUL = [
    "pay \u202egnihton",
    "\u202a\u202b\u202c\u202d",
    "a\u2066b\u2067c\u2068d\u2069",
    "bell\x07",
    "escape\x1b[31m",
    "next\x85line",
    "tags\U000e0041\U000e0042",
    "note\ufff9x\ufffb",
]
#: Each hides the lines above it, and takes a second to be read.
COVERING = ["a" + "\u0300\u0316" * 60, "a" + "\u0f73" * 40]
WELCOME = [
    "Family \U0001f468\u200d\U0001f469\u200d\U0001f467 and \u2764\ufe0f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "\u05e9\u05dc\u05d5\u05dd\u200f!",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0938\u0939\u0915\u093e\u0930\u0940 \u0915\u094d\u200d\u0937",
    "Gen\u00adossenschaft",
    "co\u200bop",
    "e\u0301te\u0301",
    "7",
    "👍",
]


@pytest.fixture
def start(client_for, member, board):
    address = reverse("forum_conversation:topic_create", args=[board.slug, board.pk])
    client = client_for(member)

    def post(**values):
        return client.post(address, {"subject": "Hours", "content": "Words"} | values)

    return post


@pytest.mark.parametrize("text", COVERING, ids=["two kinds", "double marks"])
@pytest.mark.parametrize("field", ["subject", "content"])
def test_heap_of_accents_is_refused_and_kept_to_be_mended(start, field, text):
    response = start(**{field: text})
    assert "more than 30 accents on one letter" in response.text
    assert text in response.text
    assert not Topic.objects.exists()


def test_heap_of_accents_in_the_markup_of_a_page_is_refused(start):
    response = start(content="a" + "&#x300;&#x316;" * 60)
    assert "more than 30 accents on one letter" in response.text


@pytest.mark.parametrize("text", NOTHING_TO_SEE)
@pytest.mark.parametrize("field", ["subject", "content"])
def test_text_that_cannot_be_seen_is_refused(start, field, text):
    response = start(**{field: text})
    assert response.status_code == 200
    assert "only characters that cannot be seen" in response.text
    assert text.strip() in response.text
    assert not Topic.objects.exists()


@pytest.mark.parametrize("text", HARMFUL)
@pytest.mark.parametrize("field", ["subject", "content"])
def test_text_that_misleads_is_refused_and_kept(start, field, text):
    response = start(**{field: text})
    assert response.status_code == 200
    assert "hidden character (U+" in response.text
    assert unescape(response.text).count(text) >= 1
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "content", ["&#8203;", "&#x202E;abc", "[x]: /y", "&ZeroWidthSpace;"]
)
def test_message_is_judged_as_it_will_be_shown(start, content):
    assert start(content=content).status_code == 200
    assert not Topic.objects.exists()


@pytest.mark.parametrize("text", WELCOME)
def test_every_script_and_emoji_is_welcome(start, text):
    assert start(subject=text, content=f"{text}\n\ttabbed\r\nline").status_code == 302
    assert Topic.objects.get().subject == text


def test_character_written_as_code_is_shown_not_refused(start):
    assert start(content="Write `&#x202E;` there").status_code == 302


def test_reply_and_edit_are_judged_too(client_for, member, topic):
    client = client_for(member)
    for address in (topic.address("post_create"), topic.address("topic_update")):
        response = client.post(address, {"subject": "Hours", "content": "a\u202eb"})
        assert "hidden character (U+202E)" in response.text
    assert Post.objects.get().content.raw == "Who pays?"
