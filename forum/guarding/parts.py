"""What is kept of a person here: which agreements they accepted."""

from forum.guarding.models import Acceptance
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_parts() -> None:
    """Count acceptances among what is kept."""
    register(
        Part(
            key="forum_agreement",
            label="The community agreements you accepted",
            why="So that you are asked once, and everybody writes under the same rules.",
            kept_for="Until your account is erased.",
            export=_accepted,
            erase=_erase,
            covers=("forum_guarding.acceptance.person",),
        )
    )


def _accepted(person: User) -> Rows:
    return rows_of(
        Acceptance.objects.of(person),
        {"Version": "agreement__number", "Accepted": "accepted_at"},
    )


def _erase(person: User) -> None:
    Acceptance.objects.filter(person=person).delete()
