"""Telling people of things."""

from collections.abc import Iterable

from django.db import transaction

from hub.accounts.models import User
from hub.notify.kinds import Way, kind_of
from hub.notify.models import Notification, Preference


@transaction.atomic
def tell(
    *,
    kind: str,
    people: Iterable[User],
    about: str,
    title: str,
    url: str,
    text: str = "",
    visibility: str = "",
) -> None:
    """Tell `people` of one thing, each in the way they chose, and each once.

    Called in the transaction of what happened. `about` names the thing; `visibility` is
    the key its readers must hold, empty for what is theirs alone. Who may not read it, or
    is switched off, is told nothing. Raises UnknownKind.
    """
    default = kind_of(kind).default
    people = list(people)
    ways = dict(
        Preference.objects.filter(kind=kind, person__in=people).values_list(
            "person", "way"
        )
    )
    rows = [
        Notification(
            person=person,
            kind=kind,
            about=about,
            title=title,
            text=text,
            url=url,
            visibility=visibility,
            way=ways.get(person.pk, default),
        )
        for person in people
        if ways.get(person.pk, default) != Way.NONE
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
