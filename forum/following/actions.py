"""Following, choosing how, and stopping."""

from django.db import transaction
from django.db.models import Q

from forum.following.models import Follow, Place
from forum.following.reach import places_holding, topic_place
from forum.forum_conversation.models import Topic
from hub.accounts.models import User
from hub.notify.kinds import Way

#: Whoever follows so much is better served by following everything.
MOST = 500
#: How one hears of it unless one chooses: the wider it is, the less often.
DEFAULT_WAYS = {
    Follow.Kind.TOPIC: Way.AT_ONCE,
    Follow.Kind.PAGE: Way.AT_ONCE,
    Follow.Kind.BOARD: Way.DAILY,
    Follow.Kind.TAG: Way.DAILY,
    Follow.Kind.ALL: Way.WEEKLY,
}


class TooMany(Exception):
    """A person follows as much as anybody can."""


@transaction.atomic
def follow(*, person: User, place: Place, way: Way | str | None = None) -> Follow:
    """Let a person hear of what is new there; without a `way`, as they did, or as usual.

    Raises TooMany.
    """
    kind, key = place
    # One request of a person at a time counts what they follow.
    User.objects.select_for_update().filter(pk=person.pk).values_list("pk").first()
    found = person.follows.filter(kind=kind, key=key).first()
    if found is None:
        if person.follows.count() >= MOST:
            raise TooMany
        found = Follow(person=person, kind=kind, key=key, way=Way.NONE)
    if way is not None or found.is_silenced:
        found.way = Way(way or DEFAULT_WAYS[Follow.Kind(kind)])
        found.save()
    return found


@transaction.atomic
def stop(*, person: User, place: Place) -> None:
    """Let a person hear nothing more of what is there.

    A discussion that they would hear of anyway, because they wrote in it or follow its
    board, is silenced.
    """
    kind, key = place
    if kind == Follow.Kind.TOPIC and _hears_anyway(person, int(key)):
        follow(person=person, place=place, way=Way.NONE)
    else:
        person.follows.filter(kind=kind, key=key).delete()


def _hears_anyway(person: User, topic: int) -> bool:
    wrote = Q(poster=person.pk) | Q(posts__poster=person.pk)
    if Topic.objects.filter(wrote, pk=topic).exists():
        return True
    others = places_holding([topic]).get(topic, set()) - {topic_place(topic)}
    return person.follows.of(others).exists()


@transaction.atomic
def carry_over(*, source: Topic, target: Topic) -> None:
    """Let those who follow one discussion follow another into which it goes.

    What they chose for the other already stands.
    """
    old, new = topic_place(source.pk), topic_place(target.pk)
    there = set(Follow.objects.of([new]).values_list("person", flat=True))
    moved = Follow.objects.of([old]).exclude(person__in=there)
    moved.update(key=new[1])
    Follow.objects.of([old]).delete()


@transaction.atomic
def copy_follows(*, source: Topic, target: Topic) -> None:
    """Let those who follow one discussion follow what was split from it in the same way."""
    kind, key = topic_place(target.pk)
    Follow.objects.bulk_create(
        [
            Follow(person_id=one.person_id, kind=kind, key=key, way=one.way)
            for one in Follow.objects.of([topic_place(source.pk)])
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


def forget(place: Place) -> None:
    """Follow what is deleted no more."""
    Follow.objects.of([place]).delete()
