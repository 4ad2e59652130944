"""What the directory says of whether somebody checked that a co-op is one."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from hub.accounts.models import FORMER_MEMBER
from hub.directory.models import Organisation, Verification


@dataclass(frozen=True, slots=True)
class Standing:
    """The last verification of an organisation, if any, and whether it still holds."""

    verification: Verification | None
    is_current: bool

    @property
    def by(self) -> str:
        """Who checked, by the name they have here."""
        person = self.verification.verified_by
        return person.get_display_name() if person else FORMER_MEMBER


def standing_of(organisation: Organisation, today: dt.date | None = None) -> Standing:
    """Return how an organisation stands: what holds longest counts."""
    today = today or timezone.localdate()
    if organisation.pk is None:
        return Standing(None, is_current=False)
    # Drafts hold none of this: it is asked of the rows.
    rows = Verification.objects.filter(
        organisation=organisation, verified_on__lte=today
    )
    last = rows.select_related("verified_by").order_by("-valid_until", "-pk").first()
    return Standing(last, is_current=last is not None and last.valid_until >= today)
