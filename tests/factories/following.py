"""Following, for tests."""

from forum.adapter.actions import link_topic
from forum.adapter.models import TopicTag
from forum.following.actions import follow as start
from forum.following.models import Follow
from forum.following.subjects import place_of
from hub.core.models import Topic as Tag
from hub.notify.kinds import Way

EVERYTHING = (Follow.Kind.ALL, "")


def follow(person, thing=None, way=Way.AT_ONCE) -> Follow:
    """Let somebody follow a thing; without one, everything."""
    place = EVERYTHING if thing is None else place_of(thing)
    return start(person=person, place=place, way=way)


def tag(topic=None, slug="starting-up") -> Tag:
    """One of the hub's topics, on this discussion."""
    made, _ = Tag.objects.get_or_create(slug=slug, defaults={"name": "Starting up"})
    if topic is not None:
        TopicTag.objects.get_or_create(topic=topic, tag=made)
    return made


__all__ = ["follow", "link_topic", "tag"]
