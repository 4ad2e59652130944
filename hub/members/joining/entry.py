"""What is kept of somebody who signs up: one transaction with their account."""

from dataclasses import dataclass

from django.db import transaction

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.models import Application, Consent, Invitation
from hub.members.profiles.actions import ensure_profile
from hub.notify.choosing import choose
from hub.notify.kinds import UnknownKind, Way

PRIVACY_WORDING = "I have read the privacy notice, and agree that what I write here is kept as it says."
DIGEST_WORDING = "Send me a digest once a week of what is new for me on the hub."


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody says of themselves when they sign up."""

    name: str
    kind: str
    why: str
    organisation: Organisation | None
    proposed_organisation: str
    wants_digest: bool
    invitation: Invitation | None


@transaction.atomic
def take_in(*, user: User, answers: Answers) -> Application:
    """Keep the application, the beginnings of a profile, and what was agreed to."""
    user.display_name = answers.name
    user.save(update_fields=["display_name"])
    ensure_profile(
        person=user,
        kind=answers.kind,
        organisation=answers.organisation,
        organisation_name=answers.proposed_organisation,
    )
    _log(user, "privacy-notice", PRIVACY_WORDING, is_given=True)
    _log(user, "digest", DIGEST_WORDING, is_given=answers.wants_digest)
    _choose_digest(user, answers.wants_digest)
    return Application.objects.create(
        user=user,
        kind=answers.kind,
        why=answers.why,
        organisation=answers.organisation,
        proposed_organisation=answers.proposed_organisation,
        invitation=answers.invitation,
    )


def _log(user: User, what: str, wording: str, *, is_given: bool) -> None:
    Consent.objects.create(user=user, what=what, wording=wording, is_given=is_given)


def _choose_digest(user: User, wants_it: bool) -> None:
    try:
        choose(person=user, kind="digest", way=Way.WEEKLY if wants_it else Way.NONE)
    except UnknownKind:
        # A site without the digest.
        return
