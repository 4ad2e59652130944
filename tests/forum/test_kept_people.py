"""Who wrote a message and who may do what: kept between requests, and never out of date."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from machina.apps.forum_permission.shortcuts import assign_perm, remove_perm

from forum.forum_permission.models import UserForumPermission
from hub.accounts.models import User
from hub.core.page_cache import keeping, middleware
from hub.members.models import Profile
from tests.factories import forum as make
from tests.hub.core.test_page_cache import other_connection

pytestmark = pytest.mark.services


@pytest.fixture(autouse=True)
def site(own_database, settings, monkeypatch, tmp_path):
    """A site that keeps what it may, whose database other processes write to."""
    cache.clear()
    settings.DATA_DIR = tmp_path
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr(middleware, "PAGES", keeping.KeptPages())


def member(name: str, **profile) -> User:
    user = User.objects.create_user(
        f"{name.lower()}@example.org",
        display_name=name,
        approved_at=timezone.now(),
    )
    Profile.objects.create(user=user, slug=name.lower(), **profile)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, topic) -> str:
    response = client.get(topic.get_absolute_url())
    assert response.status_code == 200
    return response.text


def queries(client: Client, topic) -> list[str]:
    address = topic.get_absolute_url()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in asked if "pg_current_snapshot" not in one["sql"]]


@pytest.fixture
def mo() -> User:
    return member(
        "Mo", role="Care manager", name_seen_by="public", role_seen_by="public"
    )


@pytest.fixture
def topic(mo):
    return make.topic(make.board(), mo)


def test_second_topic_of_the_same_people_costs_fewer_queries(mo, topic, monkeypatch):
    # PostgreSQL's stamp is that of the whole server.
    monkeypatch.setattr(middleware, "stamp_now", lambda: "still")
    more = make.topic(topic.forum, mo, subject="Another")
    first = queries(Client(), topic)
    second = queries(Client(), more)
    assert len(second) == len(first) - 2, second


def test_profile_that_is_hidden_is_gone_with_the_next_page(mo, topic):
    olu = signed_in(member("Olu"))
    clients = (Client(), olu)
    for client in clients:
        assert "Care manager" in page(client, topic)
    with other_connection() as other, other.cursor() as cursor:
        cursor.execute("UPDATE members_profile SET name_seen_by = 'hidden'")
    for client in clients:
        shown = page(client, topic)
        assert "Care manager" not in shown
        assert "/people/mo/" not in shown


def test_own_page_is_offered_to_its_owner_and_to_nobody_after(mo, topic):
    Profile.objects.update(name_seen_by="hidden")
    make.reply(topic, mo, content="It was @mo who said so.")
    olu = signed_in(member("Olu"))
    own = signed_in(mo)
    for _ in range(2):
        assert "/people/mo/" in page(own, topic)
        assert "/people/mo/" not in page(olu, topic)
        assert "/people/mo/" not in page(Client(), topic)


def test_what_members_may_see_is_not_kept_for_visitors(mo, topic):
    Profile.objects.update(role_seen_by="members")
    olu = signed_in(member("Olu"))
    for _ in range(2):
        assert "Care manager" in page(olu, topic)
        assert "Care manager" not in page(Client(), topic)


def test_moderator_of_one_board_is_none_on_another(mo, topic):
    elsewhere = make.topic(make.board("Elsewhere"), mo)
    assign_perm("can_approve_posts", mo, topic.forum)
    olu = signed_in(member("Olu"))
    for client in (olu, Client()):
        for _ in range(2):
            assert ">Moderator<" in page(client, topic)
            assert ">Moderator<" not in page(client, elsewhere)
    remove_perm("can_approve_posts", mo, topic.forum)
    assert ">Moderator<" not in page(olu, topic)


def test_right_that_is_taken_is_gone_with_the_next_page(mo):
    private = make.topic(make.board("Private", public=False), mo)
    olu = member("Olu")
    client = signed_in(olu)
    assign_perm("can_see_forum", olu, private.forum)
    assign_perm("can_read_forum", olu, private.forum)
    assert mo.display_name in page(client, private)
    with other_connection() as other, other.cursor() as cursor:
        cursor.execute(
            f"UPDATE {UserForumPermission._meta.db_table} SET has_perm = %s "
            "WHERE user_id = %s",
            [False, olu.pk],
        )
    assert client.get(private.get_absolute_url()).status_code == 404


def test_author_who_is_renamed_is_called_so_at_once(mo, topic):
    olu = signed_in(member("Olu"))
    page(olu, topic)
    User.objects.filter(pk=mo.pk).update(display_name="Mo Renamed")
    assert "Mo Renamed" in page(olu, topic)
    assert "Mo Renamed" in page(Client(), topic)


def test_message_that_is_edited_says_so_at_once(mo, topic):
    olu = signed_in(member("Olu"))
    assert "Begun anew" not in page(olu, topic)
    post = topic.first_post
    post.content = "Begun anew."
    post.updates_count = 1
    post.save()
    shown = page(olu, topic)
    assert "Begun anew" in shown
    assert "· edited" in shown
