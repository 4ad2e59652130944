"""Telling people: who is told, in what way, once, and what it costs."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.accounts.models import User
from hub.core.visibility import holders_of, keys_for
from hub.notify.choosing import choose
from hub.notify.kinds import UnknownKind, Way
from hub.notify.models import Letter, Notification
from tests.factories.forum import board, moderator
from tests.hub.notify.conftest import PLAIN, RARE


def told() -> list[str]:
    return sorted(one.person.display_name for one in Notification.objects.all())


def mailed() -> list[str]:
    return sorted(one.person.display_name for one in Letter.objects.all())


def test_each_is_told_in_the_way_they_chose(home, person, tell):
    for name, way in zip("ABCDE", Way, strict=True):
        choose(person=person(name), kind=PLAIN, way=way)
    tell(*User.objects.all(), person("F"))
    assert told() == ["B", "C", "D", "E", "F"]
    assert mailed() == ["C", "F"]
    daily = Notification.objects.for_digest([Way.DAILY])
    assert [one.person.display_name for one in daily] == ["D"]


def test_telling_again_changes_nothing_even_when_the_letter_is_long_gone(
    ada, person, tell
):
    tell(ada)
    Letter.objects.all().delete()
    tell(ada, ada, person("Bea"), title="Another title")
    assert told() == ["Ada", "Bea"]
    assert mailed() == ["Bea"]
    assert Notification.objects.get(person=ada).title == "A thing"


def test_nobody_who_is_not_in_is_told(home, person, tell):
    out = [
        person("Off", is_active=False),
        person("Waits", approved_at=None),
        person("Erased", erased_at=timezone.now()),
    ]
    tell(*out, visibility="")
    tell(*out, visibility="members", about="x")
    assert not Notification.objects.exists()
    assert not Letter.objects.exists()


def test_only_those_who_may_read_it_are_told(home, person, tell):
    ada, moe, eve = person("Ada"), person("Moe"), person("Eve", is_superuser=True)
    moderator(moe)
    closed = board(public=False)
    from forum.forum_permission.models import UserForumPermission

    UserForumPermission.objects.filter(forum=closed).delete()
    tell(ada, moe, eve, visibility=f"board:{closed.pk}")
    assert told() == ["Eve", "Moe"]
    tell(ada, moe, eve, visibility="board:4711", about="x")
    assert Notification.objects.filter(about="x").count() == 0


def test_rights_of_one_person_do_not_pass_to_others_of_their_groups(home, person):
    from forum.forum_permission.models import ForumPermission, UserForumPermission

    ada, bea = person("Ada"), person("Bea")
    closed = board(public=False)
    UserForumPermission.objects.filter(forum=closed).delete()
    for name in ("can_see_forum", "can_read_forum"):
        UserForumPermission.objects.create(
            forum=closed,
            user=bea,
            permission=ForumPermission.objects.get(codename=name),
            has_perm=True,
        )
    key = f"board:{closed.pk}"
    people = [ada, bea, person("Off", is_active=False, is_superuser=True)]
    assert holders_of(key, people) == [bea]
    # As the gate says it of each alone.
    assert [one for one in people if key in keys_for(one)] == [bea]


def test_a_rollback_tells_nobody(ada, tell):
    with transaction.atomic():
        tell(ada)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert not Letter.objects.exists()


def test_a_kind_that_nobody_registered_is_an_error(ada, tell):
    with pytest.raises(UnknownKind):
        tell(kind="unheard-of")


def test_odd_titles_are_made_to_fit(ada, tell):
    tell(ada, title="A\x00 title " * 100, text="x" * 900)
    made = Notification.objects.get()
    assert len(made.title) <= 300
    assert made.title.endswith("…")
    assert len(made.text) == 500
    assert "\x00" not in made.title


def test_telling_costs_the_same_for_many_people(home, person, tell):
    key = f"board:{board().pk}"
    tell(person("Warm"), visibility=key, about="warm")
    counts = []
    for first, many in ((0, 1), (1, 30)):
        people = [person(f"P {number}") for number in range(first, first + many)]
        with CaptureQueriesContext(connection) as asked:
            tell(*people, visibility=key, about=f"thing:{many}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_people_are_taken_some_at_a_time(home, person, tell):
    from hub.notify import actions

    person("Ada"), person("Bea")
    actions.tell(
        kind=RARE, people=User.objects.order_by("pk"), about="x", title="T", url="/"
    )
    assert told() == ["Ada", "Bea"]
    assert not Letter.objects.exists()
