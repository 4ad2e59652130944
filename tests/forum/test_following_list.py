"""The list of what one follows: what is new comes first, and nothing hidden has a name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.following import actions
from forum.following.models import Follow
from forum.following.subjects import place_of
from hub.accounts.personal import parts
from hub.notify.choosing import choose
from hub.notify.kinds import Way
from tests.factories import forum as make
from tests.factories.directory import make_organisation
from tests.factories.following import follow, link_topic, tag
from tests.forum.test_following import LIST, address_of, followed, page, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay(person):
    return person("Fay Follower")


@pytest.fixture
def client(client_for, fay):
    return client_for(fay)


def test_list_shows_what_one_follows_with_its_way_and_a_link(
    home, client, fay, topic, person
):
    organisation = make_organisation("Equal Care")
    for thing in (topic, topic.forum, tag(), organisation, home, None):
        follow(fay, thing, Way.DAILY)
    elsewhere = make.topic(make.board("Elsewhere"), fay, "Not mine")
    follow(person("Somebody Else"), elsewhere)
    client.get(elsewhere.get_absolute_url())
    shown = page(client, LIST)
    rows = {row.get_text(" ", strip=True): row for row in shown.select(".list-row")}
    for title in ("Travel time", "Working in care", "Equal Care", "Everything new"):
        assert any(title in text for text in rows)
    assert "Not mine" not in shown.get_text()
    assert len(shown.select("select[name=way] option[selected][value=daily]")) == 6


def test_list_of_nothing_says_what_to_do(client):
    assert "You follow nothing yet" in client.get(LIST).text


def test_way_is_changed_and_following_stopped_in_the_list(client, fay, topic):
    one = follow(fay, topic)
    address = f"{LIST}{one.pk}/change/"
    client.post(address, {"way": "weekly"})
    assert followed(fay) == [("topic", str(topic.pk), "weekly")]
    answer = client.post(address, {"way": "hourly"}, follow=True)
    assert "Choose one of the ways" in answer.text
    client.post(address, {"stop": 1})
    assert followed(fay) == []


def test_silenced_discussion_can_be_heard_of_again(client_for, member, topic):
    client = client_for(member)
    actions.stop(person=member, place=place_of(topic))
    assert "Discussions you hear nothing of" in client.get(LIST).text
    press(client, LIST, "Hear of it again")
    assert followed(member) == []


def test_another_persons_choice_is_not_found(client, person, topic):
    others = follow(person("Gus"), topic)
    answer = client.post(f"{LIST}{others.pk}/change/", {"stop": 1})
    assert answer.status_code == 404
    assert Follow.objects.filter(pk=others.pk).exists()


def test_what_is_hidden_by_now_has_no_name_in_the_list_and_can_be_stopped(
    home, client, fay, topic, board
):
    organisation = make_organisation("SECRET Care")
    link_topic(topic=topic, thing=organisation)
    for thing in (topic, board, organisation):
        follow(fay, thing)
    board.name = "SECRET room"
    board.save()
    make.close(board)
    organisation.live = False
    organisation.save()

    shown = client.get(LIST).text

    assert "SECRET" not in shown
    assert "Travel time" not in shown
    assert shown.count("Something that is not there now</h3>") == 3
    for one in fay.follows.all():
        client.post(f"{LIST}{one.pk}/change/", {"stop": 1})
    assert followed(fay) == []


@pytest.mark.parametrize("kind", ["topic", "board", "tag", "page", "all"])
def test_unread_discussions_of_what_one_follows_come_first(
    home, client, fay, other, topic, board, kind
):
    organisation = make_organisation("Equal Care")
    link_topic(topic=topic, thing=organisation)
    things = {"topic": topic, "board": board, "tag": tag(topic), "page": organisation}
    make.topic(make.board("Elsewhere"), other, "Not followed")
    follow(fay, things.get(kind))
    shown = page(client, LIST)
    new = shown.select_one('section[aria-labelledby="new"]').get_text()
    assert "Travel time" in new
    assert ("Not followed" in new) is (kind == "all")

    client.get(topic.get_absolute_url())
    new = page(client, LIST).select_one('section[aria-labelledby="new"]')
    assert "Travel time" not in (new.get_text() if new else "")


def test_silenced_discussion_is_not_among_the_new(client, fay, topic, board):
    follow(fay, board)
    actions.stop(person=fay, place=place_of(topic))
    assert 'id="new"' not in client.get(LIST).text


def test_choice_for_all_that_limits_each_is_said(client, fay, topic):
    follow(fay, topic)
    assert "comes first" not in client.get(LIST).text
    choose(person=fay, kind="following", way=Way.SITE)
    for address in (LIST, address_of(topic)):
        assert "On the site only" in page(client, address).select_one(".notice").text


def test_list_costs_the_same_for_one_and_thirty(client, fay, board, other):
    def cost() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    def add(number: int) -> None:
        follow(fay, make.topic(board, other, f"Talk {number}"))
        if number < 9:
            follow(fay, make_organisation(f"Care {number}"))
            follow(fay, make.board(f"Board {number}"))

    follow(fay, tag())
    add(0)
    one = cost()
    for number in range(1, 30):
        add(number)
    assert cost() == one <= 20
    # All of them stood on one page of the list.
    assert fay.follows.count() < 50


# --- What is kept ---------------------------------------------------------------------


def test_what_one_follows_is_handed_out_and_erased_of_one_person_alone(
    fay, person, topic
):
    kept = follow(person("Gus"), topic)
    follow(fay, topic, Way.WEEKLY)
    (part,) = [one for one in parts() if one.key == "following"]
    (row,) = part.export(fay)
    assert row["Follows"] == "Discussion"
    assert row["How"] == "E-mail once a week"
    part.erase(fay)
    assert list(Follow.objects.all()) == [kept]
