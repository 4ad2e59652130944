"""Telling authors that they are asked, and editors of what was answered."""

from django.urls import reverse

from forum.into_guidance.models import Consent, Proposal
from hub.notify import kinds
from hub.notify.actions import tell

KIND = "forum_guidance"


def register_kind() -> None:
    """Let people be told of it."""
    kinds.register(
        kinds.Kind(
            key=KIND,
            label="Your words in guidance",
            explanation=(
                "An editor asks whether your words may be used, or those that you asked "
                "have answered."
            ),
            default=kinds.Way.AT_ONCE,
        )
    )


def tell_author(consent: Consent) -> None:
    """Ask an author. Neither words nor the subject are in it: the board may be closed."""
    proposal = consent.proposal
    tell(
        kind=KIND,
        people=[consent.author] if consent.author else [],
        about=f"forum.guidance:{proposal.pk}",
        title="An editor asks whether your words may be used",
        text=(
            f"They would stand in “{proposal.title}”. Nothing is used unless you agree."
        ),
        url=reverse("forum_into_guidance:consent", args=[consent.pk]),
    )


def tell_editor(proposal: Proposal, what: str, title: str) -> None:
    """Tell the editor who began it; of each `what` once."""
    tell(
        kind=KIND,
        people=[proposal.begun_by] if proposal.begun_by else [],
        about=f"forum.guidance:{proposal.pk}:{what}",
        title=title,
        text=f"It is about “{proposal.title}”.",
        url=reverse("forum_into_guidance:proposal", args=[proposal.pk]),
    )
