"""What is kept of people as members: profile, joining, meeting, consent."""

from django.db import transaction
from django.db.models import Q

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of
from hub.members.meeting.actions import KIND, about
from hub.members.models import (
    Application,
    Block,
    Consent,
    Introduction,
    Invitation,
    Profile,
)
from hub.members.profiles.photos import drop_photo
from hub.notify.models import Notification

_UNTIL_YOU_LEAVE = "Until you change it or leave."
_NO_ADDRESS = "erased@erased.invalid"


def register_parts() -> None:
    """Count these parts among what is kept."""
    for part in _parts():
        register(part)


def _parts() -> list[Part]:
    return [
        Part(
            key="profile",
            label="Your profile and photo",
            why="So that others know whom they talk to, as far as you let them.",
            kept_for=_UNTIL_YOU_LEAVE,
            export=_profile,
            erase=_erase_profile,
            covers=("members.profile.user",),
        ),
        Part(
            key="application",
            label="How you joined",
            why="So that a coordinator can decide, and knows later who was let in and why.",
            kept_for="Until you leave.",
            export=_application,
            erase=_erase_application,
            covers=("members.application.user", "members.invitation.used_by"),
        ),
        Part(
            key="invitations",
            label="People you invited",
            why="To send the invitation, and to let you take it back.",
            kept_for="Until you leave.",
            export=_invitations,
            erase=lambda person: person.invitations.all().delete(),
            covers=("members.invitation.inviter",),
        ),
        Part(
            key="introductions",
            label="Introductions, and whom you block",
            why="To put you in touch, and to keep away whom you do not want.",
            kept_for="Until one of the two leaves.",
            export=_introductions,
            erase=_erase_introductions,
            covers=(
                "members.introduction.asker",
                "members.introduction.asked",
                "members.block.blocker",
                "members.block.blocked",
            ),
        ),
        Part(
            key="consents",
            label="What you agreed to",
            why="To be able to show that we asked.",
            kept_for="Until you leave.",
            export=_consents,
            erase=lambda person: Consent.objects.filter(user=person).delete(),
            covers=("members.consent.user",),
        ),
    ]


def _profile(person: User) -> Rows:
    profile = Profile.objects.filter(user=person).first()
    if profile is None:
        return []
    shown = {
        "Address": profile.get_absolute_url(),
        "What brings you here": profile.get_kind_display(),
        "Pronouns": profile.pronouns,
        "Role": profile.role,
        "Organisation": str(profile.organisation or profile.organisation_name),
        "Place": profile.place,
        "Nation": profile.get_nation_display(),
        "Region": profile.get_region_display(),
        "Languages": profile.languages,
        "Can help with": ", ".join(map(str, profile.can_help_with.all())),
        "Wants to hear about": ", ".join(map(str, profile.topics.all())),
        "In the people finder": profile.is_listed,
        "Photo": "photo.jpg" if profile.photo else "",
    }
    fields = Profile._meta.get_fields()
    seen = [field.name for field in fields if field.name.endswith("_seen_by")]
    return [
        shown
        | {
            f"Who sees: {name.removesuffix('_seen_by').replace('_', ' ')}": getattr(
                profile, f"get_{name}_display"
            )()
            for name in seen
        }
    ]


def _erase_profile(person: User) -> None:
    profile = Profile.objects.filter(user=person).first()
    if profile is not None:
        photo = profile.photo
        profile.delete()
        transaction.on_commit(lambda: drop_photo(photo))


def _application(person: User) -> Rows:
    return rows_of(
        User.objects.filter(pk=person.pk, application__isnull=False),
        {
            "What brings you here": "application__kind",
            "Organisation": "application__organisation__name",
            "Proposed organisation": "application__proposed_organisation",
            "Why": "application__why",
            "Asked": "application__made_at",
            "Decision": "application__state",
            "Decided": "application__decided_at",
            "Reason": "application__reason",
        },
    )


def _erase_application(person: User) -> None:
    Application.objects.filter(user=person).delete()
    Invitation.objects.filter(Q(used_by=person) | Q(email__iexact=person.email)).update(
        email=_NO_ADDRESS, note="", used_by=None
    )


def _invitations(person: User) -> Rows:
    return rows_of(
        person.invitations.all(),
        {
            "E-mail address": "email",
            "Organisation": "organisation__name",
            "Note": "note",
            "Sent": "made_at",
            "Taken back": "taken_back_at",
            "Used": "used_at",
        },
    )


def _introductions(person: User) -> Rows:
    """Return both sides; the other's address only where it was given."""
    rows = [
        {
            "Between": "you asked" if one.asker_id == person.pk else "you were asked",
            "With": str(one.asked if one.asker_id == person.pk else one.asker),
            "Message": one.message,
            "Asked": one.made_at.isoformat(),
            "Answer": one.get_state_display(),
        }
        for one in [
            *Introduction.objects.filter(asker=person).select_related("asked", "asker"),
            *Introduction.objects.shown_to_the_asked(person),
        ]
    ]
    return rows + [
        {"Blocked": str(row.blocked), "Since": row.made_at.isoformat()}
        for row in person.blocks.select_related("blocked")
    ]


def _erase_introductions(person: User) -> None:
    own = Introduction.objects.filter(Q(asker=person) | Q(asked=person))
    told = [about(pk) for pk in own.values_list("pk", flat=True)]
    # They name the person in other people's inboxes.
    Notification.objects.filter(kind=KIND, about__in=told).delete()
    own.delete()
    Block.objects.filter(Q(blocker=person) | Q(blocked=person)).delete()


def _consents(person: User) -> Rows:
    return rows_of(
        person.consents.all(),
        {"What": "what", "Wording": "wording", "Given": "is_given", "When": "at"},
    )
