"""The mail that confirms that somebody leaves."""

from django.conf import settings
from django.urls import reverse

from hub.accounts.leaving import stay_token
from hub.members.kept.leaving import COMPOSER
from hub.notify import outbox
from hub.notify.mails import absolute, render_mail
from hub.notify.models import Letter


def register() -> None:
    """Let the letter be composed, also to somebody who is switched off by then."""
    outbox.register_composer(COMPOSER, _leaving, members_only=False)


def _leaving(letter: Letter) -> outbox.Mail | None:
    person = letter.person
    if person is None or person.erased_at or person.leaves_at is None:
        return None
    if person.leaves_at.isoformat() != letter.about.get("leaves_at"):
        return None
    context = {
        # By now the site calls them a former member.
        "name": person.display_name,
        "leaves_at": person.leaves_at,
        "days": settings.LEAVING_GRACE_DAYS,
        "erases_posts": person.erases_posts,
        "stay_url": absolute(reverse("members:stay", args=[stay_token(person)])),
    }
    return render_mail("members/email/leaving", context, person)
