"""Messages are kept as they were drawn: what one asker sees is never shown to another."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from forum.forum_conversation import messages
from forum.forum_conversation.models import Post
from hub.members.models import Profile
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_drawn():
    for drawn in (messages._drawn, messages._drawn_words, messages._drawn_by):
        drawn.cache_clear()


def message(client, post: Post) -> BeautifulSoup:
    page = client.get(post.topic.get_absolute_url())
    return BeautifulSoup(page.content, "html5lib").select_one(f"#post-{post.pk}")


def links(client, post: Post) -> set[str]:
    deeds = message(client, post).select(".post__actions a")
    return {link.find(string=True).strip() for link in deeds}


def test_message_is_drawn_once_for_visitors_and_its_words_for_members(
    topic, client_for, other, member
):
    post = topic.first_post
    for _ in range(2):
        assert message(Client(), post)
    assert messages._drawn.cache_info().misses == 1
    for one in (other, member):
        assert message(client_for(one), post)
    assert messages._drawn_words.cache_info().misses == 1
    assert messages._drawn_by.cache_info().misses == 1


def test_what_one_may_do_with_a_message_is_offered_to_nobody_else(
    topic, client_for, member, other, moderator
):
    post = make.reply(topic, member)
    expected = [
        (moderator, {"Quote", "Edit", "Report", "Delete", "Member"}),
        (member, {"Quote", "Edit", "Delete"}),
        (other, {"Quote", "Report"}),
    ]
    for _ in range(2):
        for one, deeds in expected:
            assert links(client_for(one), post) == deeds
        assert links(Client(), post) == set()


def test_message_that_waits_is_decided_by_moderators_and_seen_by_its_author(
    topic, client_for, member, other, moderator
):
    post = make.reply(topic, member, approved=False)
    for _ in range(2):
        assert "Approve" in message(client_for(moderator), post).text
        own = message(client_for(member), post).text
        assert "A moderator reads it first" in own
        assert "Approve" not in own
        assert message(client_for(other), post) is None
        assert message(Client(), post) is None


def test_earlier_words_are_offered_to_moderators_alone(
    topic, client_for, member, other, moderator
):
    post = make.reply(topic, member, content="The first words.")
    address = post.address("post_update")
    client_for(member).post(address, {"subject": "Re", "content": "Other words."})
    assert Post.objects.get(pk=post.pk).updates_count == 1
    for _ in range(2):
        history = message(client_for(moderator), post).select_one('a[href*="history"]')
        assert history is not None
        for client in (client_for(member), client_for(other), Client()):
            shown = message(client, post)
            assert "edited" in shown.text
            assert shown.select_one('a[href*="history"]') is None


def test_mark_of_one_member_is_not_shown_as_that_of_another(
    topic, client_for, member, other, person
):
    post = make.reply(topic, member)
    third = person("Third")
    client_for(other).post(f"/forum/answers/{post.pk}/useful/", {"useful": "1"})

    def pressed(one) -> str:
        button = message(client_for(one), post).select_one(".helped button")
        assert button.select_one(".helped__number").find(string=True) == "1"
        return button["aria-pressed"]

    for _ in range(2):
        assert pressed(other) == "true"
        assert pressed(third) == "false"
        assert "Useful to 1 member" in message(client_for(member), post).text
        assert "Useful to 1 member" in message(Client(), post).text


@pytest.mark.parametrize("name", ["<b>Bo</b>", 'Bo" onmouseover="x', "Bo & Co"])
def test_name_is_shown_as_it_is_written_everywhere(topic, client_for, other, name):
    Profile.objects.create(user=topic.poster, slug="bo", name_seen_by="public")
    topic.poster.display_name = name
    topic.poster.save()
    for client in (Client(), client_for(other)):
        shown = message(client, topic.first_post)
        assert shown.select_one(".post__author").text == name
        assert shown.select_one(".post__author a")["href"] == "/people/bo/"
        assert shown.select_one("article")["aria-label"] == f"Message by {name}"
        assert not shown.select("b, [onmouseover]")


def test_buttons_of_a_message_belong_to_the_one_form_with_the_token(
    topic, client_for, member, other
):
    post = make.reply(topic, member)
    page = client_for(other).get(topic.get_absolute_url())
    soup = BeautifulSoup(page.content, "html5lib")
    form = soup.select_one("form#answers")
    assert form["method"] == "post"
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"]
    button = soup.select_one(f"#post-{post.pk} .helped button")
    assert button["form"] == "answers"
    assert button["formaction"] == f"/forum/answers/{post.pk}/useful/"
    assert Client().get(topic.get_absolute_url()).text.count('id="answers"') == 0


def test_button_without_the_token_marks_nothing(topic, member, other):
    post = make.reply(topic, member)
    client = Client(enforce_csrf_checks=True)
    client.force_login(other)
    address = f"/forum/answers/{post.pk}/useful/"
    assert client.post(address, {"useful": "1"}).status_code == 403
    assert not post.useful_marks.exists()
    page = client.get(topic.get_absolute_url())
    token = BeautifulSoup(page.content, "html5lib").select_one("form#answers input")
    sent = {"useful": "1", "csrfmiddlewaretoken": token["value"]}
    assert client.post(address, sent).status_code == 302
    assert post.useful_marks.count() == 1


def test_long_message_is_drawn_each_time_and_not_kept(topic, other):
    post = make.reply(topic, other, "Word " * 1_500)
    for _ in range(2):
        assert "Word Word" in message(Client(), post).text
    assert messages._drawn.cache_info().currsize == 1
    assert messages._drawn_words.cache_info().currsize == 1
