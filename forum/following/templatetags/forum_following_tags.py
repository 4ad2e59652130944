"""The button to follow something."""

from typing import Any

from django import template
from django.db.models import Exists, Model, OuterRef, Q, Subquery

from forum.adapter.visibility import user_of
from forum.following.models import Follow, Place
from forum.following.subjects import choose_url, place_of
from forum.forum_conversation.models import Post, Topic

register = template.Library()

#: Where the button shows what the member chose; on the hub's own pages it is a link.
_WITH_STATE = {Follow.Kind.TOPIC, Follow.Kind.BOARD, Follow.Kind.TAG}
_WORDS = {
    Follow.Kind.TOPIC: "this discussion",
    Follow.Kind.BOARD: "this board",
    Follow.Kind.TAG: "this topic",
    Follow.Kind.PAGE: "discussions of this",
}


@register.inclusion_tag("forum_following/follow_button.html", takes_context=True)
def follow_button(context: dict[str, Any], thing: Model) -> dict[str, Any]:
    """Let members follow a discussion, a board, a topic, a page or an organisation.

    One query for a member, none for a visitor; on pages and organisations none at all.

    Usage: ``{% follow_button topic %}``
    """
    user = user_of(context.get("request"))
    place = place_of(thing)
    shown = {
        "words": _WORDS[Follow.Kind(place[0])],
        "url": choose_url(place),
        "is_link": not (user.is_authenticated and place[0] in _WITH_STATE),
    }
    if shown["is_link"]:
        return shown
    own, takes_part = _state(user, place)
    return {**shown, "own": own, "takes_part": takes_part}


def _state(user: Any, place: Place) -> tuple[Follow | None, bool]:
    """Return what the member chose here, and whether they hear of it by writing here."""
    kind, key = place
    own = Follow.objects.filter(person=user.pk, kind=kind, key=key)
    if kind != Follow.Kind.TOPIC:
        return own.first(), False
    wrote = Post.objects.filter(topic=OuterRef("pk"), poster=user.pk, approved=True)
    row = (
        Topic.objects.filter(pk=key)
        .annotate(
            way=Subquery(own.values("way")[:1]),
            takes_part=Exists(wrote) | Q(poster=user.pk),
        )
        .values_list("way", "takes_part")
        .first()
    )
    if row is None:
        return None, False
    way, takes_part = row
    return (Follow(kind=kind, key=key, way=way) if way else None), takes_part
