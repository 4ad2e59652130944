"""Who hears of a message because they follow what holds it, and in which way.

What somebody chose for the discussion itself rules; otherwise the promptest of what they
chose for its board, its topics, the pages it is about, and everything.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce

from django.db.models import QuerySet

from forum.adapter.models import DiscussionLink, TopicTag
from forum.adapter.post_names import number_in
from forum.following.models import Follow, Place
from forum.forum_conversation.models import Post, Topic
from hub.notify.kinds import PersonAndThing, Way, more_of

_EVERYTHING: Place = (Follow.Kind.ALL, "")


def topic_place(topic: int) -> Place:
    """Return the place that a discussion is."""
    return Follow.Kind.TOPIC, str(topic)


def places_holding(topics: Collection[int]) -> dict[int, set[Place]]:
    """Return what one follows to hear of each of these discussions; three queries."""
    boards = Topic.objects.filter(pk__in=topics).order_by().values_list("pk", "forum")
    places = {
        pk: {_EVERYTHING, topic_place(pk), (Follow.Kind.BOARD, str(board))}
        for pk, board in boards
    }
    tags = TopicTag.objects.filter(topic__in=topics).order_by()
    for topic, tag in tags.values_list("topic", "tag"):
        # A discussion may be deleted between two of these queries.
        places.setdefault(topic, set()).add((Follow.Kind.TAG, str(tag)))
    links = DiscussionLink.objects.filter(topic__in=topics).order_by()
    for topic, app, model, pk in links.values_list(
        "topic", "content_type__app_label", "content_type__model", "object_id"
    ):
        places.setdefault(topic, set()).add((Follow.Kind.PAGE, f"{app}.{model}:{pk}"))
    return places


def followers_of(post: Post) -> QuerySet:
    """Return the keys of all who follow what holds the post, to be asked within a query."""
    places = places_holding([post.topic_id]).get(post.topic_id, set())
    return Follow.objects.of(places).order_by().values("person")


def who_chose_for(topic: int) -> QuerySet:
    """Return the keys of all who chose something for this very discussion, likewise."""
    return Follow.objects.of([topic_place(topic)]).order_by().values("person")


def ways_about(pairs: Sequence[PersonAndThing]) -> Mapping[PersonAndThing, Way]:
    """Return how each of these people hears of each post by following; five queries."""
    topics = _topics_of({name for _, name in pairs})
    places = places_holding(set(topics.values()))
    chosen = _chosen({pk for pk, _ in pairs}, set().union(*places.values()))
    return {
        (pk, name): _way(chosen[pk], places.get(topics.get(name, 0), set()))
        for pk, name in pairs
    }


def ways_of_replies(
    pairs: Sequence[PersonAndThing],
) -> Mapping[PersonAndThing, Way]:
    """Say of which posts these people hear nothing as replies: they silenced them."""
    topics = _topics_of({name for _, name in pairs})
    places = {topic_place(topic) for topic in topics.values()}
    chosen = _chosen({pk for pk, _ in pairs}, places)
    return {
        (pk, name): Way.NONE
        for pk, name in pairs
        if name in topics and chosen[pk].get(topic_place(topics[name])) == Way.NONE
    }


def _topics_of(names: Iterable[str]) -> dict[str, int]:
    numbers = {name: number_in(name) for name in names}
    rows = Post.objects.filter(pk__in=[pk for pk in numbers.values() if pk])
    topics = dict(rows.order_by().values_list("pk", "topic"))
    return {name: topics[pk] for name, pk in numbers.items() if pk in topics}


def _chosen(
    people: Collection[int], places: Collection[Place]
) -> Mapping[int, dict[Place, str]]:
    chosen: defaultdict[int, dict[Place, str]] = defaultdict(dict)
    rows = Follow.objects.of(places).filter(person__in=people).order_by()
    for pk, kind, key, way in rows.values_list("person", "kind", "key", "way"):
        chosen[pk][kind, key] = way
    return chosen


def _way(chosen: Mapping[Place, str], places: Collection[Place]) -> Way:
    ways = {place: way for place, way in chosen.items() if place in places}
    for (kind, _), way in ways.items():
        if kind == Follow.Kind.TOPIC:
            return Way(way)
    return reduce(more_of, ways.values(), Way.NONE)
