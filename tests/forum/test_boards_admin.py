"""Boards in the Wagtail admin: for whom, in which order, open or closed."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.adapter import permissions
from forum.adapter.permissions import is_public
from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic
from hub.accounts import roles
from hub.core.models import Topic as Tag
from hub.core.visibility import holders_of, keys_for
from hub.search.models import SearchEntry
from tests.factories import forum as make

pytestmark = pytest.mark.django_db

RIGHTS = "/admin/boards/rights/"


@pytest.fixture
def chairs(db) -> Group:
    return Group.objects.create(name="Chairs")


def send(admin, board, **values):
    """Send the form of a board; what is not said is as on a public board."""
    address = reverse("boards:edit", args=[board.pk])
    sent = {"name": board.name, "description": "", "readers": "public", "state": "open"}
    return admin.post(address, sent | values)


def again(board) -> Forum:
    return Forum.objects.get(pk=board.pk)


def test_administrator_opens_a_members_board(admin):
    tag = Tag.objects.first()
    response = admin.post(
        reverse("boards:add"),
        {
            "name": "Chairs",
            "description": "A room.",
            "readers": "members",
            "topics": tag.pk,
        },
    )
    assert response.status_code == 302
    board = Forum.objects.get()
    assert not is_public(board)
    assert list(board.profile.topics.all()) == [tag]
    assert Client().get(board.get_absolute_url()).status_code == 404


def test_administrator_opens_a_board_to_visitors_and_closes_it(admin, members_board):
    address = reverse("boards:edit", args=[members_board.pk])
    assert (
        'value="members" required id="id_readers_1" checked' in admin.get(address).text
    )
    send(admin, members_board, name="Open room")
    board = Forum.objects.get()
    assert is_public(board)
    assert Client().get(board.get_absolute_url()).status_code == 200
    send(admin, board, readers="members")
    assert not is_public(board)


def test_private_board_is_read_by_its_group_and_moderators_alone(
    client_for, admin, board, chairs, member, other, moderator
):
    member.groups.add(chairs)
    send(admin, board, readers="groups", groups=[chairs.pk])
    for one, answer in ((member, 200), (other, 404), (moderator, 200)):
        client = client_for(one)
        assert client.get(board.get_absolute_url()).status_code == answer
        create = f"{board.get_absolute_url()}topic/create/"
        assert client.get(create).status_code == answer
    assert Client().get(board.get_absolute_url()).status_code == 404
    page = client_for(member).get("/forum/").text
    assert "Private to a group" in page
    form = admin.get(reverse("boards:edit", args=[board.pk])).text
    assert f'name="groups" value="{chairs.pk}" id="id_groups_' in form
    # Another choice leaves nothing of the first.
    send(admin, board, readers="members")
    assert permissions.reading_groups(board) == []
    assert client_for(other).get(board.get_absolute_url()).status_code == 200


def test_group_that_moderates_approves_on_that_board_and_on_no_other(
    client_for, admin, board, chairs, member, other
):
    other.groups.add(chairs)
    elsewhere = make.board("Rotas")
    send(admin, board, moderators=[chairs.pk])
    here, there = (
        make.topic(one, member, approved=False).first_post for one in (board, elsewhere)
    )

    for post, answer in ((here, 302), (there, 403)):
        assert approve(client_for(other), post).status_code == answer

    assert Post.objects.get(pk=here.pk).approved
    assert not Post.objects.get(pk=there.pk).approved
    form = admin.get(reverse("boards:edit", args=[board.pk])).text
    assert f'name="moderators" value="{chairs.pk}" id="id_moderators_0" checked' in form


def test_group_that_moderates_no_more_approves_nothing(
    client_for, admin, board, chairs, member, other
):
    other.groups.add(chairs)
    send(admin, board, moderators=[chairs.pk])
    send(admin, board)
    post = make.topic(board, member, approved=False).first_post

    assert approve(client_for(other), post).status_code == 403

    assert not Post.objects.get(pk=post.pk).approved
    assert permissions.moderating_groups(board) == []
    assert not permissions.is_premoderated(board)
    assert client_for(other).get(board.get_absolute_url()).status_code == 200


def test_private_board_of_a_group_that_moderates_is_theirs_until_it_is_taken(
    client_for, admin, board, chairs, member, other
):
    other.groups.add(chairs)
    helpers = Group.objects.create(name="Helpers")
    both = {"readers": "groups", "groups": [chairs.pk], "moderators": [chairs.pk]}
    send(admin, board, **both)
    assert client_for(other).get(board.get_absolute_url()).status_code == 200
    assert client_for(member).get(board.get_absolute_url()).status_code == 404
    assert not permissions.is_premoderated(board)

    send(admin, board, readers="groups", groups=[helpers.pk])

    assert client_for(other).get(board.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("wrong", ["²", "999999", "9" * 30])
def test_group_to_moderate_that_is_none_is_asked_again(admin, board, wrong):
    response = send(admin, board, moderators=[wrong], name="Typed")
    assert "Please choose groups from the list." in response.text
    assert "Typed" in response.text
    assert again(board).name == "Working in care"


def approve(client, post):
    address = reverse("forum_moderation:approve_queued_post", args=[post.pk])
    return client.post(address)


def test_private_board_without_a_group_or_with_a_wrong_one_is_asked_again(
    admin, board, chairs
):
    moderating = Group.objects.get(name=roles.BOARD_MODERATORS)
    for wrong in ([], ["²"], [999999], [moderating.pk], ["9" * 30]):
        response = send(admin, board, readers="groups", groups=wrong, name="Typed")
        assert response.status_code == 200, wrong
        assert "Typed" in response.text
    assert is_public(board)
    assert again(board).name == "Working in care"


def test_board_turned_private_disappears_at_once_everywhere(
    client_for, admin, topic, board, chairs, member, other, person, delivered
):
    reader = person("Rita Reader")
    make.reply(topic, reader, "SECRET REPLY")
    make.reply(topic, other, "SECRET ANSWER")
    member.groups.add(chairs)
    client = client_for(other)
    places = ("/forum/", "/forum/feeds/topics/", "/forum/unread/", "/")
    for address in places[:2]:
        assert "Travel time" in Client().get(address).text, address

    send(admin, board, readers="groups", groups=[chairs.pk])

    for address in places:
        for asker in (Client(), client):
            page = asker.get(address)
            assert "Travel time" not in page.text, address
            assert "SECRET" not in page.text, address
    feed = f"/forum/feeds/{board.slug}-{board.pk}/topics/"
    assert Client().get(feed).status_code == 404
    entry = SearchEntry.objects.get(key=f"forum_conversation.topic:{topic.pk}")
    assert entry.visibility not in keys_for(other)
    assert entry.visibility in keys_for(member)
    assert holders_of(entry.visibility, [other, member, reader]) == [member]
    # Told while it was public, not mailed yet: only the group still hears of it.
    assert {address for mail in delivered() for address in mail.to} == {member.email}
    assert "SECRET" not in client_for(reader).get("/me/notifications/").text


def test_premoderated_board_lets_messages_wait(client_for, admin, board, member, topic):
    send(admin, board, premoderated="on")
    form = admin.get(reverse("boards:edit", args=[board.pk])).text
    assert 'name="premoderated" id="id_premoderated" checked' in form
    client_for(member).post(topic.address("post_create"), {"content": "Waits"})
    assert not Post.objects.latest("pk").approved
    send(admin, board)
    client_for(member).post(topic.address("post_create"), {"content": "Appears"})
    assert Post.objects.latest("pk").approved


@pytest.mark.parametrize(("state", "moderators"), [("closed", 302), ("archived", 403)])
def test_closed_and_archived_boards_are_read_and_not_written(
    client_for, admin, board, topic, member, moderator, state, moderators
):
    send(admin, board, state=state, premoderated="on")
    address = topic.address("post_create")
    refused = client_for(member).post(address, {"content": "KEPT WORDS"})
    assert refused.status_code == 403
    assert "KEPT WORDS" in refused.text
    answer = client_for(moderator).post(address, {"content": "From a moderator"})
    assert answer.status_code == moderators
    page = Client().get(topic.get_absolute_url())
    assert page.status_code == 200
    assert f"This board is {state}" in page.text
    page = client_for(member).get(board.get_absolute_url()).text
    assert f"This board is {state}" in page
    assert "Start a topic" not in page
    assert "checked" in admin.get(reverse("boards:edit", args=[board.pk])).text
    send(admin, board)
    again_open = client_for(member).post(address, {"content": "Open again"})
    assert again_open.status_code == 302
    assert Post.objects.latest("pk").approved


def test_archived_board_leaves_the_list_with_those_below_it(admin, board, topic):
    make.board("Below", parent=board)
    make.board("Other board")
    send(admin, again(board), state="archived")
    page = Client().get("/forum/").text
    assert "Archived boards" in page
    assert page.index("Other board") < page.index("Archived boards")
    assert page.index("Archived boards") < page.index(board.get_absolute_url())
    assert page.count(f'href="{board.get_absolute_url()}"') == 1


def test_archived_private_board_is_not_named_to_others(admin, closed_board, other):
    send(admin, closed_board, readers="members", state="archived")
    make.close(closed_board)
    assert "Committee" not in Client().get("/forum/").text


def test_heading_and_place_below_it(client_for, admin, board, closed_board):
    admin.post(
        reverse("boards:add"),
        {"name": "Work", "type": Forum.FORUM_CAT, "readers": "public"},
    )
    heading = Forum.objects.get(name="Work")
    send(admin, again(board), parent=heading.pk)
    assert again(board).parent == heading
    assert Client().get(board.get_absolute_url()).status_code == 200
    # What stands below something closed is closed with it.
    send(admin, again(board), parent=closed_board.pk)
    assert Client().get(board.get_absolute_url()).status_code == 404
    for wrong in (board.pk, 999999, "²"):
        response = send(admin, again(board), parent=wrong)
        assert response.status_code == 200, wrong
    assert again(board).parent == closed_board


def test_heading_cannot_hold_topics_nor_stand_below_a_heading(admin, board, topic):
    response = send(admin, board, type=Forum.FORUM_CAT)
    assert "There are topics on it" in response.text
    for name in ("One", "Two"):
        add = {"name": name, "type": Forum.FORUM_CAT, "readers": "public"}
        above = Forum.objects.filter(name="One").first()
        response = admin.post(
            reverse("boards:add"), add | ({"parent": above.pk} if above else {})
        )
    assert "A heading cannot stand below another heading" in response.text


def test_boards_go_up_and_down_among_those_beside_them(admin):
    names = ["First", "Second", "Third"]
    boards = [make.board(name) for name in names]
    below = [make.board(f"{name} below", parent=boards[1]) for name in ("A", "B")]

    def order() -> list[str]:
        return list(Forum.objects.values_list("name", flat=True))

    admin.post(f"/admin/boards/{boards[2].pk}/up/place/")
    assert order() == ["First", "Third", "Second", "A below", "B below"]
    admin.post(f"/admin/boards/{below[0].pk}/down/place/")
    assert order() == ["First", "Third", "Second", "B below", "A below"]
    admin.post(f"/admin/boards/{boards[0].pk}/up/place/")
    assert order()[0] == "First"
    page = Client().get("/forum/").text
    assert page.index("Third") < page.index("Second")
    assert admin.post("/admin/boards/999999/up/place/").status_code == 404
    assert admin.post(f"/admin/boards/{boards[0].pk}/x/place/").status_code == 404


def test_table_says_who_may_do_what(admin, board, closed_board, chairs):
    send(admin, board, readers="groups", groups=[chairs.pk], premoderated="on")
    page = " ".join(admin.get(RIGHTS).text.split())
    assert (
        '<th scope="row">Chairs</th><td>Yes</td><td>Yes</td><td>Yes</td>'
        "<td>No</td><td>No</td>"
    ) in page
    assert '<th scope="row">Coordinators</th>' in page
    assert '<th scope="row">Visitors</th>' not in page


def test_table_costs_the_same_for_thirty_boards(admin):
    def queries() -> list[str]:
        admin.get(RIGHTS)
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(RIGHTS).status_code == 200
        return [query["sql"] for query in captured]

    make.board("Board 0")
    one = queries()
    for number in range(1, 30):
        make.board(f"Board {number}")
    assert len(queries()) == len(one), one


def test_board_is_listed_and_cannot_be_deleted(admin, topic):
    page = admin.get(reverse("boards:index")).text
    assert "Working in care" in page
    assert RIGHTS in page
    response = admin.post(reverse("boards:delete", args=[topic.forum_id]))
    assert response.status_code == 302
    assert Forum.objects.exists()
    assert Topic.objects.exists()
