"""Addresses: one for each thing, old names redirected, nonsense refused in our look."""

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.test import Client
from django.urls import get_resolver, reverse
from machina import MACHINA_MAIN_TEMPLATE_DIR

from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def test_address_scheme(board, topic):
    assert reverse("forum:index") == "/forum/"
    assert board.get_absolute_url() == f"/forum/working-in-care-{board.pk}/"
    expected = f"/forum/working-in-care-{board.pk}/topic/travel-time-{topic.pk}/"
    assert topic.get_absolute_url() == expected


def test_old_names_lead_to_the_address(board, topic):
    """Canonical URLs: any slug, and any board's number, showed the topic."""
    for old, new in (
        (f"/forum/old-name-{board.pk}/?page=2", board.get_absolute_url() + "?page=2"),
        (
            f"/forum/old-{board.pk}/topic/older-{topic.pk}/?page=2",
            topic.get_absolute_url() + "?page=2",
        ),
    ):
        response = Client().get(old)
        assert (response.status_code, response.url) == (301, new)


def test_first_page_has_one_address(board, topic):
    """Canonical URLs: page 1 is the address without a number, whatever its slug."""
    for thing in (board, topic):
        address = thing.get_absolute_url()
        response = Client().get(f"{address}?page=1&a=b")
        assert (response.status_code, response.url) == (301, f"{address}?a=b")
        old = Client().get(f"{address.replace(thing.slug, 'old')}?page=1")
        assert (old.status_code, old.url) == (301, address)
        assert f'<link rel="canonical" href="{address}">' in Client().get(address).text


def test_old_name_of_a_closed_board_gives_nothing_away(closed_board, moderator):
    topic = make.topic(closed_board, moderator, "Secret plans")
    for address in (
        f"/forum/x-{closed_board.pk}/",
        f"/forum/x-{closed_board.pk}/topic/x-{topic.pk}/",
    ):
        response = Client().get(address)
        assert response.status_code == 404
        assert "secret" not in response.text.lower()
        assert "committee" not in response.text.lower()


def test_page_names_its_canonical_address(topic):
    page = Client().get(topic.get_absolute_url(), {"post": topic.first_post_id})
    assert f'<link rel="canonical" href="{topic.get_absolute_url()}">' in page.text


def test_topic_under_another_board_is_not_found(topic):
    other = make.board("Other board")
    address = f"{other.get_absolute_url()}topic/{topic.slug}-{topic.pk}/"
    assert Client().get(address).status_code == 404


def test_post_under_another_topic_is_not_found(client_for, member, board, topic):
    second = make.topic(board, member, "Second")
    foreign = reverse(
        "forum_conversation:post_update",
        args=[board.slug, board.pk, second.slug, second.pk, topic.first_post_id],
    )
    client = client_for(member)
    assert client.get(foreign).status_code == 404
    assert client.post(foreign, {"content": "x"}).status_code == 404


NONSENSE = [
    "/forum/x-999999/",
    "/forum/x-{board}/topic/x-999999/",
    "/forum/x-" + "9" * 40 + "/",
    "/forum/x-" + "9" * 5000 + "/",
    "/forum/x-{board}/topic/x-" + "9" * 40 + "/",
    "/forum/working-in-care-{board}/?page=0",
    "/forum/working-in-care-{board}/?page=-1",
    "/forum/working-in-care-{board}/?page=abc",
    "/forum/working-in-care-{board}/?page=1000000000",
    "/forum/working-in-care-{board}/topic/travel-time-{topic}/?page=abc",
    "/forum/working-in-care-{board}/topic/travel-time-{topic}/?page=1000000000",
    "/forum/working-in-care-{board}/topic/travel-time-{topic}/?page=²",
    "/forum/feeds/x-999999/topics/",
    "/forum/feeds/x-" + "9" * 40 + "/topics/",
    "/forum/unread/mark-read/999999/",
    "/forum/moderation/queue/999999/",
    "/forum/moderation/queue/" + "9" * 40 + "/",
    "/forum/moderation/topic/x-999999/lock/",
    "/forum/nothing/here/",
    "/forum/working-in-care-{board}/%00",
    "/forum/working-in-care-{board}/?page=%00",
    "/forum/working-in-care-{board}/topic/travel-time-{topic}/?post=%00",
    "/forum/discuss/?about=%00",
    "/forum/%ff%fe/",
]


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_nonsense_is_refused(request, client_for, board, topic, who):
    client = Client()
    if who != "visitor":
        client = client_for(request.getfixturevalue(who))
    for address in NONSENSE:
        address = address.format(board=board.pk, topic=topic.pk)
        response = client.get(address)
        assert response.status_code in (302, 400, 403, 404), (address, who)
        if response.status_code == 302:
            assert response.url.startswith("/accounts/login/"), address


def test_wrong_methods_are_refused(client_for, moderator, board, topic):
    client = client_for(moderator)
    for address in (
        "/forum/",
        board.get_absolute_url(),
        topic.get_absolute_url(),
        "/forum/unread/",
        "/forum/moderation/log/",
        "/forum/discuss/",
    ):
        assert client.post(address).status_code == 405, address
        assert client.delete(address).status_code in (403, 405), address
    for address in (
        topic.address("post_create"),
        reverse("forum_moderation:topic_lock", args=[topic.slug, topic.pk]),
    ):
        assert client.delete(address).status_code == 405, address
        assert client.patch(address).status_code == 405, address


def mounted_views():
    """Every view that the forum's addresses lead to."""

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern

    forum = next(
        pattern
        for pattern in get_resolver("hub.urls").url_patterns
        if str(pattern.pattern) == "forum/"
    )
    return list(walk(forum.url_patterns))


def test_every_template_is_ours():
    names = set()
    for pattern in mounted_views():
        view = getattr(pattern.callback, "view_class", None)
        if view is not None:
            names.add(view.template_name)
            assert view.__module__.startswith("forum."), view
    assert len(names) > 15
    for name in names:
        origin = get_template(name).origin.name
        assert not origin.startswith(MACHINA_MAIN_TEMPLATE_DIR), name
        assert "site-packages" not in origin, name


def test_no_style_or_script_of_machina_is_served():
    for path in (
        "css/machina.board_theme.min.css",
        "css/machina.board_theme.vendor.min.css",
        "js/machina.packages.min.js",
    ):
        assert finders.find(path) is None


def test_uploads_votes_search_and_profiles_have_no_address():
    named = {pattern.name for pattern in mounted_views()}
    assert not named & {
        "attachment",
        "topic_poll_vote",
        "search",
        "profile",
        "user_posts",
        "profile_update",
        "topic_update_to_announce",
        "mark_subforums_read",
    }
