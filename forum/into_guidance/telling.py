"""Telling authors that they are asked, and editors of what was answered."""

from django.urls import reverse

from forum.into_guidance.blocks import is_public
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
    would = f"They would stand in “{proposal.title}”. " if _is_named(proposal) else ""
    tell(
        kind=KIND,
        people=[consent.author] if consent.author else [],
        about=f"forum.guidance:{proposal.pk}",
        title="An editor asks whether your words may be used",
        text=f"{would}Nothing is used unless you agree.",
        url=reverse("forum_into_guidance:consent", args=[consent.pk]),
    )


def tell_editor(proposal: Proposal, what: str, title: str) -> None:
    """Tell the editor who began it; of each `what` once."""
    tell(
        kind=KIND,
        people=[proposal.begun_by] if proposal.begun_by else [],
        about=f"forum.guidance:{proposal.pk}:{what}",
        title=title,
        text=f"It is about “{proposal.title}”." if _is_named(proposal) else "",
        url=reverse("forum_into_guidance:proposal", args=[proposal.pk]),
    )


def _is_named(proposal: Proposal) -> bool:
    """Say whether the title may be mailed: it is often the subject, or tells as much."""
    return proposal.topic is not None and is_public(proposal.topic)
