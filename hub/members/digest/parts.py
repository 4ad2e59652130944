"""What is kept of a person because of digests."""

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register
from hub.members.digest.making import REMEMBERED
from hub.members.models import DigestedEntry, DigestMark


def register_parts() -> None:
    """Account for it."""
    register(
        Part(
            key="digests",
            label="What digests told you",
            why="So that nothing is mailed to you twice.",
            kept_for=(
                f"{REMEMBERED.days} days; when your last digest was, as long as your "
                "account."
            ),
            export=_rows,
            erase=_forget,
            covers=("members.digestedentry.person", "members.digestmark.person"),
        )
    )


def _rows(person: User) -> Rows:
    rows = DigestedEntry.objects.filter(person=person).order_by("at", "pk")
    return [{"Thing": one.entry_key, "Told on": one.at.isoformat()} for one in rows]


def _forget(person: User) -> None:
    DigestedEntry.objects.filter(person=person).delete()
    DigestMark.objects.filter(person=person).delete()
