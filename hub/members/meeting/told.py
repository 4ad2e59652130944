"""What people are told about introductions, on the site and by mail."""

from hub.members.meeting.actions import COMPOSER, KIND
from hub.members.models import Introduction
from hub.notify import kinds, outbox
from hub.notify.mails import render_mail
from hub.notify.models import Letter


def register() -> None:
    """Let people be told of introductions."""
    kinds.register(
        kinds.Kind(
            key=KIND,
            label="Introductions",
            explanation="Somebody asks to be introduced to you, or answers.",
            default=kinds.Way.AT_ONCE,
        )
    )
    outbox.register_composer(COMPOSER, _introduced)


def _introduced(letter: Letter) -> outbox.Mail | None:
    """Tell one of two people the other's name and address, when both are still here."""
    made = (
        Introduction.objects.between_members()
        .filter(pk=letter.about.get("introduction"), state=Introduction.State.ACCEPTED)
        .select_related("asker", "asked")
        .first()
    )
    if made is None or letter.person_id not in (made.asker_id, made.asked_id):
        return None
    is_asker = letter.person_id == made.asker_id
    context = {
        "other": made.asked if is_asker else made.asker,
        "is_asker": is_asker,
        "message": made.message,
    }
    return render_mail("members/email/introduced", context, letter.person)
