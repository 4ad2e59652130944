"""Old addresses of topics: they lead on for who may read the topic, and tell others nothing."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from forum.forum_conversation.models import Post, Topic
from forum.moderating import splitting, topics
from forum.moderating.models import FormerPlace
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def moved(topic, board, moderator) -> str:
    """Move the topic; return its old address."""
    old = Topic.objects.get(pk=topic.pk).get_absolute_url()
    topics.move(topic=Topic.objects.get(pk=topic.pk), board=board, moderator=moderator)
    return old


def told(response) -> str:
    """Return what a page says, without what is new each time."""
    return BeautifulSoup(response.content, "html5lib").main.get_text()


@pytest.fixture
def elsewhere(db):
    return make.board("Elsewhere")


def test_old_address_leads_to_the_new_for_good(topic, elsewhere, moderator, member):
    reply = make.reply(topic, member)
    old = moved(topic, elsewhere, moderator)
    new = Topic.objects.get(pk=topic.pk).get_absolute_url()
    assert old != new
    response = Client().get(old)
    assert (response.status_code, response.url) == (301, new)
    assert Client().get(f"{old}?post={reply.pk}").url == f"{new}?post={reply.pk}"
    assert Client().get(f"{old}?post=²").url == new
    assert Client().get(old.replace("travel-time", "other")).url == new
    assert Client().head(old).status_code == 301


def test_old_address_answers_as_if_there_were_nothing_to_who_may_not_read_the_new(
    client_for, other, topic, members_board, closed_board, moderator
):
    board = topic.forum
    old = moved(topic, members_board, moderator)
    missing = old.replace(f"-{topic.pk}/", "-999999/")
    assert Client().get(old).status_code == 404
    assert client_for(other).get(old).status_code == 301
    moved(topic, closed_board, moderator)
    for client in (Client(), client_for(other)):
        for address in (old, f"{old}post/create/"):
            gone = address.replace(f"-{topic.pk}/", "-999999/")
            assert client.get(address).status_code == client.get(gone).status_code
        assert client.get(old).status_code == 404
        assert client.get(missing).status_code == 404
        listed = client.get(board.get_absolute_url()).text
        assert "Travel time" not in listed
        assert "Committee" not in listed
    # Both old addresses lead to where it stands now.
    assert client_for(moderator).get(old).status_code == 301
    assert FormerPlace.objects.filter(topic=topic).count() == 2


def test_board_that_visitors_could_not_read_does_not_tell_what_stood_on_it(
    client_for, other, board, closed_board, moderator
):
    topic = make.topic(closed_board, moderator)
    old = moved(topic, board, moderator)
    assert Client().get(topic.forum.get_absolute_url()).status_code == 404
    for client in (Client(), client_for(other)):
        assert client.get(old).status_code == 404
    assert client_for(moderator).get(old).status_code == 301


def test_other_board_or_other_number_leads_nowhere(topic, elsewhere, moderator, board):
    """S8, S9: only the board where the topic really stood leads on."""
    third = make.board("Third")
    moved(topic, elsewhere, moderator)
    assert Client().get(f"/forum/x-{third.pk}/topic/x-{topic.pk}/").status_code == 404
    assert (
        Client().get(f"/forum/x-{board.pk}/topic/x-{topic.pk + 1}/").status_code == 404
    )


def test_topic_that_comes_back_stands_at_its_old_address(
    topic, board, elsewhere, moderator
):
    first = moved(topic, elsewhere, moderator)
    second = moved(topic, board, moderator)
    assert Client().get(first).status_code == 200
    assert Client().get(second).url == first
    assert "Moved lately" not in Client().get(board.get_absolute_url()).text


def test_old_board_announces_the_move_for_a_while(
    client_for, topic, board, elsewhere, moderator
):
    moved(topic, elsewhere, moderator)
    page = Client().get(board.get_absolute_url()).text
    assert "moved to Elsewhere" in page
    from datetime import timedelta

    from django.utils import timezone

    from forum.moderating.models import MOVED_SHOWN_FOR

    past = timezone.now() - MOVED_SHOWN_FOR - timedelta(hours=1)
    FormerPlace.objects.update(made_at=past)
    assert "moved to" not in Client().get(board.get_absolute_url()).text
    assert Client().get(f"/forum/x-{board.pk}/topic/x-{topic.pk}/").status_code == 301


def test_reply_under_way_while_the_topic_moves_goes_with_it(
    client_for, other, topic, elsewhere, moderator
):
    address = topic.address("post_create")
    moved(topic, elsewhere, moderator)
    response = client_for(other).post(address, {"content": "UNDER WAY"})
    reply = Post.objects.get(content="UNDER WAY")
    assert reply.topic_id == topic.pk
    assert response.url == reply.get_absolute_url()
    elsewhere.refresh_from_db()
    assert elsewhere.direct_posts_count == 2
    assert client_for(other).get(address).status_code == 301


def test_s8_reply_under_way_takes_the_rules_of_the_new_board(
    client_for, other, topic, elsewhere, moderator
):
    make.premoderated(elsewhere)
    address = topic.address("post_create")
    moved(topic, elsewhere, moderator)
    client_for(other).post(address, {"content": "UNDER WAY"})
    assert not Post.objects.get(content="UNDER WAY").approved


def test_reply_under_way_to_a_topic_gone_from_ones_sight_is_given_back(
    client_for, other, topic, closed_board, moderator
):
    address = topic.address("post_create")
    moved(topic, closed_board, moderator)
    client = client_for(other)
    response = client.post(address, {"content": "KEPT <b>WORDS</b>"})
    assert response.status_code == 404
    assert "KEPT &lt;b&gt;WORDS&lt;/b&gt;" in response.text
    missing = address.replace(f"-{topic.pk}/", "-999999/")
    nothing = client.post(missing, {"content": "KEPT <b>WORDS</b>"})
    assert (nothing.status_code, told(nothing)) == (404, told(response))
    assert topic.posts.count() == 1


def test_reply_under_way_to_a_topic_just_locked_is_given_back_with_the_reason(
    client_for, other, topic, moderator
):
    topics.lock(topic=topic, moderator=moderator, sentence="It is answered.")
    response = client_for(other).post(
        topic.address("post_create"), {"content": "KEPT WORDS"}
    )
    assert response.status_code == 403
    assert "KEPT WORDS" in response.text
    assert "It is answered." in response.text


def test_sentence_of_a_locked_topic_is_shown_to_everybody_until_it_is_unlocked(
    client_for, topic, moderator
):
    client = client_for(moderator)
    address = reverse("forum_moderation:topic_lock", args=[topic.slug, topic.pk])
    too_long = client.post(address, {"sentence": "x" * 301})
    assert "x" * 301 in too_long.text
    client.post(address, {"sentence": "<b>Answered</b> elsewhere."})
    page = Client().get(topic.get_absolute_url()).text
    assert "&lt;b&gt;Answered&lt;/b&gt; elsewhere." in page
    client.post(reverse("forum_moderation:topic_unlock", args=[topic.slug, topic.pk]))
    assert "Answered" not in Client().get(topic.get_absolute_url()).text


def test_link_to_a_post_that_was_split_off_leads_to_it(
    client_for, topic, other, board, closed_board, moderator
):
    reply = make.reply(topic, other)
    secret = make.reply(topic, other, "SECRET")
    old, old_secret = reply.get_absolute_url(), secret.get_absolute_url()
    for post, on in ((reply, board), (secret, closed_board)):
        splitting.split(
            topic=Topic.objects.get(pk=topic.pk),
            posts=[post.pk],
            subject="Apart",
            board=on,
            moderator=moderator,
        )
    reply = Post.objects.get(pk=reply.pk)
    assert Client().get(old.split("#")[0]).url == reply.get_absolute_url()
    # Who may not read it is shown the topic, as with a number that never was.
    assert Client().get(old_secret.split("#")[0]).status_code == 200
    assert Client().get(f"{topic.get_absolute_url()}?post=99999").status_code == 200
    assert client_for(moderator).get(old_secret.split("#")[0]).status_code == 302
