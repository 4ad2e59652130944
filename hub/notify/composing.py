"""Letters that the hub's notifications make."""

from collections.abc import Iterable, Mapping

from hub.accounts.models import User
from hub.core.visibility import holds
from hub.notify.choosing import ways_about
from hub.notify.kinds import InMail, UnknownKind, is_mailed, kind_of
from hub.notify.mails import render_mail
from hub.notify.messages import thread_headers
from hub.notify.models import Letter, Notification
from hub.notify.outbox import Mail
from hub.notify.reading import current_keys

COMPOSER = "notification"


def compose_notification(letter: Letter) -> Mail | None:
    """Make the mail of one notification.

    None when the person may not read of it any more, wants no mail of its kind, or has
    opened it on the site already.
    """
    told = Notification.objects.filter(person=letter.person, **letter.about).first()
    if told is None:
        return None
    kind = kind_of(told.kind)
    if kind.offered and not wanted_by_mail(letter.person, [told]):
        return None
    key = current_keys([told])[told.pk]
    if key is None or not holds(letter.person, key):
        return None
    said = said_in_mail(letter.person, [told])[told.pk]
    return render_mail(
        "notify/email/notification",
        {"told": told, "said": said},
        letter.person,
        kind=kind.key if kind.offered else "",
        headers={
            **thread_headers(said.thread, letter.person, opens=said.opens_thread),
            **said.headers,
        },
    )


def wanted_by_mail(person: User, told: Iterable[Notification]) -> list[Notification]:
    """Keep what a person has not opened yet and still wants by mail, in the order given.

    As many times as many queries as there are kinds among it.
    """
    unseen = [one for one in told if one.seen_at is None]
    wanted: set[tuple[str, str]] = set()
    for key, abouts in _by_kind(unseen).items():
        try:
            ways = ways_about([(person.pk, about) for about in abouts], key)
        except UnknownKind:
            continue
        wanted |= {(key, about) for (_, about), way in ways.items() if is_mailed(way)}
    return [one for one in unseen if (one.kind, one.about) in wanted]


def said_in_mail(person: User, told: Iterable[Notification]) -> Mapping[int, InMail]:
    """Return what the mail says of each of these, by primary key."""
    told = list(told)
    now: dict[tuple[str, str], InMail] = {}
    for key, abouts in _by_kind(told).items():
        ask = kind_of(key).in_mail
        for about, said in (ask(person, abouts) if ask else {}).items():
            now[key, about] = said
    return {
        one.pk: now.get((one.kind, one.about)) or InMail(one.title, one.text)
        for one in told
    }


def _by_kind(told: Iterable[Notification]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for one in told:
        kinds.setdefault(one.kind, []).append(one.about)
    return kinds
