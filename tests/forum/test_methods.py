"""Every address of the forum is read or sent to: no other method changes anything."""

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver, reverse

from forum.forum_conversation.models import Post, Topic
from forum.moderating.models import Act
from hub.notify.models import Notification
from tests.addresses import fill_in, named_patterns
from tests.factories import forum as make
from tests.factories.roles import make_things

pytestmark = pytest.mark.django_db

OTHERS = ("put", "patch", "delete")


def views(resolver) -> set:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found |= views(one)
        else:
            found.add(getattr(one.callback, "view_class", one.callback))
    return {one for one in found if one.__module__.startswith("forum.")}


def test_views_of_the_forum_know_no_method_that_skips_their_post():
    classes = [one for one in views(get_resolver()) if isinstance(one, type)]
    assert len(classes) > 20
    for one in classes:
        known = {name for name in one.http_method_names if hasattr(one, name)}
        assert known <= {"get", "head", "post", "options"}, one


@pytest.mark.parametrize("method", OTHERS)
def test_other_methods_are_refused_at_every_address_of_the_forum(
    client_for, home, settings, method
):
    cache.clear()
    settings.REQUIRE_SECOND_FACTOR = False
    things = make_things(home)
    client = client_for(things.people["administrator"])
    names = [pair for pair in named_patterns() if pair[0].startswith("forum")]
    assert len(names) > 50
    answers = {
        name: getattr(client, method)(fill_in(name, pattern, things)).status_code
        for name, pattern in names
        # Django's feeds answer whatever is asked, and change nothing.
        if not name.startswith("forum_feeds:")
    }
    assert set(answers.values()) <= {404, 405}, answers


def test_delete_request_leaves_the_message_its_author_and_the_log_alone(
    client_for, topic, other, moderator
):
    post = make.reply(topic, other, "Words")
    whole = reverse("forum_moderation:topic_delete", args=[topic.slug, topic.pk])
    for address in (post.address("post_delete"), whole):
        assert client_for(moderator).delete(address).status_code == 405
    assert Topic.objects.filter(pk=topic.pk).exists()
    assert Post.objects.filter(pk=post.pk).exists()
    assert not Act.objects.exists()
    assert not Notification.objects.filter(kind="moderation").exists()


def test_delete_request_does_not_decline_what_waits(
    client_for, topic, other, moderator
):
    post = make.reply(topic, other, "Words", approved=False)
    address = reverse("forum_moderation:disapprove_queued_post", args=[post.pk])
    assert client_for(moderator).delete(address).status_code == 405
    assert Post.objects.filter(pk=post.pk).exists()
