"""Telling people what moderators did with their words, or say to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from forum.adapter.letters import boards_kept_out_of_mail
from forum.moderating.models import Act
from hub.notify import kinds
from hub.notify.actions import tell

MODERATION = "moderation"
_ABOUT = "forum.act:"
#: What is said of a message of a members' board where its subject stays on the site.
_WITHOUT_SUBJECT = {
    Act.Kind.DECLINE: "Your message was not posted",
    Act.Kind.REMOVE: "Your message was removed by a moderator",
    Act.Kind.DELETE: "What you wrote was removed by a moderator",
}
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
            in_mail=_said_in_mail,
        )
    )


def tell_of_act(act: Act, title: str) -> None:
    """Tell the person of an act, with its reason; its words stay on the site."""
    if act.person is None:
        return
    tell(
        kind=MODERATION,
        people=[act.person],
        about=f"{_ABOUT}{act.pk}",
        title=title,
        text=act.reason,
        url=reverse("forum_moderating:told", args=[act.pk]),
    )


def _said_in_mail(person: Any, names: Sequence[str]) -> Mapping[str, kinds.InMail]:
    """Leave the subject out where it stays on the board; the reason is the moderator's."""
    numbers = {
        name: int(number)
        for name in names
        if (number := name.removeprefix(_ABOUT)).isascii() and number.isdecimal()
    }
    found = Act.objects.filter(kind__in=_WITHOUT_SUBJECT, pk__in=numbers.values())
    acts = found.exclude(board=None).select_related("board").in_bulk()
    silent = boards_kept_out_of_mail(person, {act.board_id for act in acts.values()})
    return {
        name: kinds.InMail(
            f"{_WITHOUT_SUBJECT[act.kind]} on the board {act.board.name}", act.reason
        )
        for name, number in numbers.items()
        if (act := acts.get(number)) and act.board_id in silent
    }
