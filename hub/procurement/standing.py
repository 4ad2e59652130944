"""How far wording may be relied on, in words: the page and every download say the same."""

from hub.core.vocabulary import ClauseStatus

STANDINGS: dict[str, tuple[str, str, str]] = {
    ClauseStatus.DRAFT: (
        "warning",
        "Draft wording, not legal advice, not yet reviewed by a lawyer",
        "Use it to start a conversation with your own procurement lawyer.",
    ),
    ClauseStatus.UNDER_REVIEW: (
        "warning",
        "Under review: this wording may change",
        "It is not legal advice. Check with your procurement lawyer before you rely on it.",
    ),
    ClauseStatus.SUPERSEDED: (
        "error",
        "Superseded: do not use this wording in a new contract",
        "It is kept so that contracts that used it can be read. It is not legal advice.",
    ),
    ClauseStatus.CURRENT: (
        "information",
        "Model wording, not legal advice",
        "Fit it to your own contract with your procurement lawyer.",
    ),
}


def standing_of(status: str) -> tuple[str, str, str]:
    """Return (tone, title, text) for a status."""
    return STANDINGS[ClauseStatus(status)]
