"""What applicants and coordinators are told of joining."""

from django.urls import reverse

from hub.members.joining.rules import PERMISSION, coordinators
from hub.members.models import Application, Decision
from hub.notify import kinds
from hub.notify.actions import tell
from hub.notify.kinds import Kind, Way
from hub.notify.mails import render_mail
from hub.notify.models import Letter
from hub.notify.outbox import Mail, put, register_composer

_COMPOSERS = {
    Decision.APPROVED: "application-approved",
    Decision.DECLINED: "application-declined",
}


def tell_coordinators(application: Application) -> None:
    """Tell everybody who may decide that a confirmed application waits."""
    tell(
        kind="applications",
        people=coordinators(),
        about=f"members.application:{application.pk}:{int(application.made_at.timestamp())}",
        title=f"{application.user.get_display_name()} would like to join",
        text=application.why,
        url=reverse("desk_application", args=[application.pk]),
    )


def tell_applicant(application: Application) -> None:
    """Put the letter with the decision in the outbox."""
    composer = _COMPOSERS[application.state]
    put(
        key=f"{composer}:{application.pk}:{application.decided_at.isoformat()}",
        composer=composer,
        person=application.user,
        about={"application": application.pk},
    )


def _compose(letter: Letter, state: Decision) -> Mail | None:
    application = (
        Application.objects.select_related("user", "organisation")
        .filter(pk=letter.about.get("application"), state=state)
        .first()
    )
    if application is None:
        return None
    return render_mail(
        f"members/email/{_COMPOSERS[state].replace('-', '_')}",
        {
            "application": application,
            "sign_in_url": reverse("account_login"),
        },
        application.user,
    )


def _approved(letter: Letter) -> Mail | None:
    return _compose(letter, Decision.APPROVED)


def _declined(letter: Letter) -> Mail | None:
    return _compose(letter, Decision.DECLINED)


def register() -> None:
    """Let the outbox and the preferences know what joining tells."""
    # To people who are not members yet, or never will be.
    register_composer("application-approved", _approved, members_only=False)
    register_composer("application-declined", _declined, members_only=False)
    kinds.register(
        Kind(
            key="applications",
            label="People who want to join",
            explanation="Somebody has confirmed their address and waits for you.",
            default=Way.AT_ONCE,
            is_for=lambda person: person.has_perm(PERMISSION),
        )
    )
