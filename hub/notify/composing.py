"""Letters that the hub's notifications make."""

from hub.core.visibility import holds
from hub.notify.choosing import way_of
from hub.notify.kinds import Way, kind_of
from hub.notify.mails import render_mail
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
    if kind.offered and not _is_wanted(told):
        return None
    key = current_keys([told])[told.pk]
    if key is None or not holds(letter.person, key):
        return None
    return render_mail(
        "notify/email/notification",
        {"told": told},
        letter.person,
        kind=kind.key if kind.offered else "",
    )


def _is_wanted(told: Notification) -> bool:
    is_seen = told.seen_at is not None
    return not is_seen and way_of(told.person, told.kind) not in (Way.NONE, Way.SITE)
