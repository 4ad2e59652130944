"""What is kept of a person here: what they were asked, answered and began."""

from forum.into_guidance.actions import forget
from forum.into_guidance.models import Proposal, Quotation
from hub.accounts.models import User
from hub.accounts.personal import Part, Rows, register, rows_of


def register_parts() -> None:
    """Count consents among what is kept."""
    register(
        Part(
            key="forum_guidance",
            label="Your words in guidance",
            why="So that nothing you wrote is used without your consent.",
            kept_for=(
                "Until your account is erased. Drafts then lose your words; what has "
                "been published quotes “A former member”."
            ),
            export=_asked_and_begun,
            erase=forget,
            covers=(
                "forum_into_guidance.proposal.begun_by",
                "forum_into_guidance.consent.author",
                "forum_into_guidance.step.by",
            ),
        )
    )


def _asked_and_begun(person: User) -> Rows:
    asked = rows_of(
        Quotation.objects.filter(consent__author=person),
        {
            "For": "consent__proposal__title",
            "Words": "words",
            "Your answer": "consent__answer",
            "Answered": "consent__answered_at",
        },
    )
    begun = rows_of(
        Proposal.objects.filter(begun_by=person),
        {"Began to make": "title", "On": "begun_at"},
    )
    return asked + begun
