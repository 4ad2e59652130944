"""What is kept of a person because of newsletters."""

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register
from hub.newsletter.models import Sending


def register_parts() -> None:
    """Account for it. Who gets newsletters is kept with the other choices."""
    register(
        Part(
            key="newsletters",
            label="Newsletters you sent",
            why="So that coordinators know who sent which newsletter.",
            kept_for="As long as the newsletter; your name goes with your account.",
            export=_rows,
            erase=_forget,
            covers=("newsletter.sending.begun_by",),
        )
    )


def _rows(person: User) -> Rows:
    sent = Sending.objects.filter(begun_by=person).order_by("begun_at", "pk")
    return [
        {"Newsletter": one.subject, "Sent off": one.begun_at.isoformat()}
        for one in sent
    ]


def _forget(person: User) -> None:
    Sending.objects.filter(begun_by=person).update(begun_by=None)
