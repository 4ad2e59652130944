"""What is kept of whom people act for: to hand out and to erase."""

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register


def register_parts() -> None:
    """Account for memberships and claims; once, when the app is ready."""
    register(
        Part(
            key="organisations",
            label="Organisations you act for",
            why="So that you can keep your organisation's entry right.",
            kept_for="Until you leave the organisation, or the hub.",
            export=_memberships,
            erase=_leave_all,
            covers=("members.membership.user",),
        )
    )
    register(
        Part(
            key="claims",
            label="Requests to act for an organisation",
            why="So that coordinators can tell who acts for whom.",
            kept_for="As long as you have an account.",
            export=_claims,
            erase=_forget_claims,
            covers=("members.claim.user",),
        )
    )


def _memberships(user: User) -> Rows:
    rows = user.memberships.select_related("organisation")
    return [
        {
            "Organisation": row.organisation.name,
            "Role": row.get_role_display(),
            "Since": row.since.isoformat(),
        }
        for row in rows
    ]


def _leave_all(user: User) -> None:
    # Whoever goes for good goes, the last owner too: the next claim makes a new one.
    user.memberships.all().delete()


def _claims(user: User) -> Rows:
    return [
        {
            "Organisation": row.organisation.name,
            "Grounds": row.grounds,
            "Made": row.made_at.isoformat(),
            "State": row.get_state_display(),
            "Reason given": row.reason,
        }
        for row in user.claims.select_related("organisation")
    ]


def _forget_claims(user: User) -> None:
    user.claims.all().delete()
