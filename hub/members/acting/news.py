"""What people are told of who acts for an organisation, and of its entry."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from hub.accounts.models import User
from hub.directory.models import Organisation
from hub.members.acting.rules import DESK, coordinators
from hub.members.models import Claim, Decision, Membership
from hub.notify.actions import tell
from hub.notify.kinds import Kind, Way, register
from hub.notify.models import Notification

CHANGES = "organisation-changes"
ANSWERS = "claim-answers"
CLAIMS = "claims"
_LONGEST_TEXT = 500


def register_kinds() -> None:
    """Let people be told; once, when the app is ready."""
    register(
        Kind(
            key=CHANGES,
            label="Changes to your organisation",
            explanation=(
                "Somebody else changed its entry in the directory, or people ask to "
                "act for it, join or leave."
            ),
            default=Way.AT_ONCE,
            is_for=_acts_for_any,
        )
    )
    register(
        Kind(
            key=ANSWERS,
            label="Answers to your claims",
            explanation="You asked to act for an organisation, and got an answer.",
            default=Way.AT_ONCE,
            offered=False,
        )
    )
    register(
        Kind(
            key=CLAIMS,
            label="Members who ask to act for an organisation",
            explanation="Somebody has made a claim, and waits for you or its owners.",
            default=Way.AT_ONCE,
            is_for=lambda person: person.has_perm(DESK),
        )
    )


def _acts_for_any(person: User) -> bool:
    return Membership.objects.filter(user=person).exists()


def tell_of_claim(claim: Claim) -> None:
    """Tell the organisation's owners and the coordinators that somebody asks to act for it.

    Who is both is told as an owner, and nobody of a claim of their own.
    """
    title = f"{claim.user} asks to act for {claim.organisation}"
    _tell_those_in(
        claim.organisation,
        f"claim:{claim.pk}",
        title,
        text=claim.grounds,
        only_owners=True,
    )
    owners = Membership.objects.in_force().owners()
    told = owners.filter(organisation=claim.organisation).values("user")
    tell(
        kind=CLAIMS,
        people=coordinators().exclude(pk__in=told).exclude(pk=claim.user_id),
        about=f"claim:{claim.pk}",
        title=title,
        text=_short(claim.grounds),
        url=reverse("desk_claim", args=[claim.pk]),
    )


def write_to_claimant(claim: Claim) -> None:
    """Tell the person who asked what was decided, with the reason, word for word."""
    if claim.state == Decision.APPROVED:
        title = f"You can now act for {claim.organisation}"
    else:
        title = f"Your request to act for {claim.organisation} was declined"
    tell(
        kind=ANSWERS,
        people=[claim.user],
        about=f"claim:{claim.pk}",
        title=title,
        text=_short(claim.reason),
        url=reverse("members:organisations"),
    )


def tell_of_joining(membership: Membership, *, by: User | None) -> None:
    """Tell the others that somebody now acts for the organisation too."""
    _tell_those_in(
        membership.organisation,
        f"joined:{membership.pk}",
        f"{membership.user} now acts for {membership.organisation}",
        besides=[membership.user, by],
    )


def tell_of_role(membership: Membership, *, by: User) -> None:
    """Tell the person, and the other owners, of a changed role."""
    what = "an owner" if membership.role == Membership.Role.OWNER else "an editor"
    _tell_those_in(
        membership.organisation,
        # The same change may come again after it was taken back.
        f"role:{membership.pk}:{timezone.now().timestamp()}",
        f"{membership.user} is now {what} of {membership.organisation}",
        besides=[by],
    )


def tell_of_leaving(membership: Membership, *, by: User) -> None:
    """Tell the others that somebody acts for it no more; and them, if they were removed."""
    organisation, user = membership.organisation, membership.user
    about = f"left:{user.pk}:{membership.since.timestamp()}"
    title = f"{user} no longer acts for {organisation}"
    _tell_those_in(organisation, about, title, besides=[by])
    if by.pk != user.pk:
        tell(
            kind=ANSWERS,
            people=[user],
            about=f"organisation:{organisation.pk}:{about}",
            title=f"You no longer act for {organisation}",
            text="One of its owners or a coordinator has changed who does.",
            url=reverse("members:organisations"),
        )


def tell_of_entry(
    organisation: Organisation, *, revision_pk: int, by_pk: int | None
) -> None:
    """Tell those who act for it that somebody else published a change to its entry."""
    _tell_those_in(
        organisation,
        f"published:{revision_pk}",
        f"The entry of {organisation} has changed",
        text="Somebody else changed it. See that it is still right.",
        besides=[User(pk=by_pk)] if by_pk else [],
        url=organisation.get_absolute_url(),
    )


def forget_what_was_told(membership: Membership) -> None:
    """Take back what the person was told of the organisation: it is not theirs to read."""
    Notification.objects.filter(
        person=membership.user,
        kind=CHANGES,
        about__startswith=f"organisation:{membership.organisation_id}:",
    ).delete()


def _tell_those_in(
    organisation: Organisation,
    about: str,
    title: str,
    *,
    text: str = "",
    url: str = "",
    only_owners: bool = False,
    besides: Iterable[User | None] = (),
) -> None:
    acting = Membership.objects.in_force().filter(organisation=organisation)
    if only_owners:
        acting = acting.owners()
    others = {person.pk for person in besides if person is not None}
    people = User.objects.filter(pk__in=acting.values("user")).exclude(pk__in=others)
    tell(
        kind=CHANGES,
        people=people,
        about=f"organisation:{organisation.pk}:{about}",
        title=title,
        text=_short(text),
        url=url or reverse("members:organisation", args=[organisation.slug]),
    )


def _short(text: str) -> str:
    return Truncator(text).chars(_LONGEST_TEXT)
