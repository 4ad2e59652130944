"""Newsletters as mails: composed for each person when theirs is sent."""

from hub.accounts.models import User
from hub.core.visibility import keys_for
from hub.newsletter.models import Sending
from hub.newsletter.taking import KIND, takes_it
from hub.newsletter.wording import READERS_KEYS, Wording, for_holder
from hub.notify.holding import HELD_UNTIL
from hub.notify.mails import absolute, render_mail
from hub.notify.models import Letter
from hub.notify.outbox import Mail, NotNow

_TEMPLATE = "newsletter/email/newsletter"


def compose(letter: Letter) -> Mail | None:
    """Compose one person's copy; None when it is not to be sent any more.

    Raises NotNow while the sending is paused, or its page is taken off the web.
    """
    sending = (
        Sending.objects.select_related("page")
        .filter(pk=letter.about.get("sending"))
        .first()
    )
    if sending is None or sending.state == Sending.State.CANCELLED:
        return None
    if letter.person is None or not takes_it(letter.person):
        return None
    if sending.state == Sending.State.PAUSED or not sending.page.live:
        raise NotNow(HELD_UNTIL)
    return mail_of(
        sending.subject,
        sending.wording,
        letter.person,
        url=sending.page.get_url() or "",
    )


def compose_test(letter: Letter) -> Mail | None:
    """Compose a trial, for the one who asked for it."""
    about = letter.about
    subject = f"Trial: {about['subject']}"
    return mail_of(subject, about["wording"], letter.person, is_trial=True)


def mail_of(
    subject: str,
    wording: Wording,
    person: User,
    *,
    url: str = "",
    is_trial: bool = False,
) -> Mail:
    """Return a newsletter as `person` gets it, with the way out of it."""
    keys = keys_for(person) if _names_things(wording) else READERS_KEYS
    context = {
        "title": subject,
        "parts": for_holder(wording, keys),
        "web_url": absolute(url) if url else "",
        "is_trial": is_trial,
    }
    return render_mail(_TEMPLATE, context, person, kind=KIND)


def _names_things(wording: Wording) -> bool:
    return any("things" in part for part in wording)
