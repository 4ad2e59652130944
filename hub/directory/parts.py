"""What the directory keeps of a person: which organisations they found to be co-ops."""

from hub.accounts import personal
from hub.accounts.models import User


def register_parts() -> None:
    """Say what is kept, why and for how long."""
    personal.register(
        personal.Part(
            "verifications",
            "Organisations that you verified",
            "So that everybody can see by whom a co-op was verified, and on what.",
            "The verification stays with the organisation; your name goes when you leave.",
            _verifications,
            lambda person: person.verifications.update(verified_by=None),
            ("directory.verification.verified_by",),
        )
    )


def _verifications(person: User) -> personal.Rows:
    return [
        {
            "Organisation": str(one.organisation),
            "By": one.get_criterion_display(),
            "Evidence": one.evidence,
            "On": one.verified_on.isoformat(),
            "Until": one.valid_until.isoformat(),
        }
        for one in person.verifications.select_related("organisation")
    ]
