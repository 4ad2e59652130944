"""Telling people what moderators did with their words, or say to them."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from forum.adapter.visibility import handler_of
from forum.forum_conversation.models import Topic
from forum.moderating.models import Act
from hub.notify import kinds
from hub.notify.actions import tell

MODERATION = "moderation"
#: Nobody misses these: they are told on the site at least.
_WAYS = {
    kinds.Way.SITE: "On the site only",
    kinds.Way.AT_ONCE: "E-mail at once",
}


def register_kind() -> None:
    """Let people be told of what moderators did."""
    kinds.register(
        kinds.Kind(
            key=MODERATION,
            label="Moderators’ decisions",
            explanation="A moderator declined your message, warned or suspended you.",
            default=kinds.Way.AT_ONCE,
            ways=_WAYS,
        )
    )


def tell_of_message(act: Act, what: str, topic: Topic) -> None:
    """Tell an author what was done with their message: `what` begins the title."""
    public = handler_of(None).can_read_forum(topic.forum, AnonymousUser())
    # Titles are mailed, and what is written on a members' board stays on the site.
    where = f": {topic.subject}" if public else f" on the board {topic.forum.name}"
    tell_of_act(act, f"{what}{where}")


def tell_of_act(act: Act, title: str) -> None:
    """Tell the person of an act, with its reason; its words stay on the site."""
    if act.person is None:
        return
    tell(
        kind=MODERATION,
        people=[act.person],
        about=f"forum.act:{act.pk}",
        title=title,
        text=act.reason,
        url=reverse("forum_moderating:told", args=[act.pk]),
    )
