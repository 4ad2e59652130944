"""How allauth behaves here, with joining and the outbox."""

import uuid
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from hub.accounts.adapter import AccountAdapter
from hub.accounts.models import User
from hub.notify.mails import render_mail
from hub.notify.models import Letter
from hub.notify.outbox import Mail, put, register_composer


class MemberAdapter(AccountAdapter):
    """Sign-up is open; whoever is not let in yet stops at their application."""

    def get_login_stages(self) -> list[str]:
        """Put approval last: after the address, and after a second factor."""
        return [*super().get_login_stages(), "hub.members.joining.stages.ApprovalStage"]

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Put the mail in the outbox.

        Sent while its asker waits, it would tell by the time it takes whether there is
        an account.
        """
        given = {**context, "email": email, "site_address": settings.BASE_URL}
        put(
            key=f"account:{uuid.uuid4()}",
            composer="account",
            address=email,
            about={
                part: render_to_string(f"{template_prefix}_{part}.txt", given).strip()
                for part in ("subject", "message")
            },
        )


def _compose(letter: Letter) -> Mail | None:
    if not letter.about:
        return None
    person = User.objects.filter(email=letter.address, erased_at=None).first()
    return render_mail("account/email/letter", letter.about, person)


def register() -> None:
    """Let account mail be sent, and forget its links once it was."""
    register_composer("account", _compose, keeps_secrets=True, members_only=False)
