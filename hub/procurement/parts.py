"""What procurement keeps of a person: the wordings that a lawyer passed."""

from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of
from hub.procurement.models import LegalReview


def register_parts() -> None:
    """Count these parts among what is kept."""
    register(
        Part(
            key="legal-reviews",
            label="Wording you passed as a lawyer",
            why="So that a clause can be called current, and it is known who says so.",
            kept_for="As long as the clause; your name goes when you leave.",
            export=_reviews,
            erase=_forget_reviewer,
            covers=("procurement.legalreview.reviewer",),
        )
    )


def _reviews(person: User) -> Rows:
    return rows_of(
        LegalReview.objects.filter(reviewer=person),
        {
            "Clause": "clause__title",
            "Version": "version",
            "Passed": "reviewed_at",
            "Note": "note",
        },
    )


def _forget_reviewer(person: User) -> None:
    LegalReview.objects.filter(reviewer=person).update(reviewer=None, note="")
