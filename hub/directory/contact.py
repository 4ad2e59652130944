"""How an organisation can be reached: only what whoever asks may know."""

import re
from dataclasses import dataclass

from hub.core.visibility import MEMBERS, Asker, levels_for
from hub.directory.models import Organisation
from hub.directory.vocabulary import ShownTo

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})?")


@dataclass(frozen=True, slots=True)
class Contact:
    """The ways to an organisation; what is not known or not to be shown is empty."""

    website: str = ""
    email: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()
    is_masked: bool = False

    def __bool__(self) -> bool:
        """Say whether there is any way at all."""
        return bool(self.website or self.email or self.phone or self.address)

    @property
    def phone_link(self) -> str:
        """The number as a telephone wants it."""
        return re.sub(r"[^+0-9]", "", self.phone)


def contact_of(organisation: Organisation, user: Asker) -> Contact:
    """Return what `user` may know."""
    may_see = {ShownTo.PUBLIC}
    if MEMBERS in levels_for(user):
        may_see.add(ShownTo.MEMBERS)
    return Contact(
        website=organisation.website,
        email=organisation.email if organisation.email_shown_to in may_see else "",
        phone=organisation.phone if organisation.phone_shown_to in may_see else "",
        address=public_address(organisation),
        is_masked=organisation.masks_address,
    )


def public_address(organisation: Organisation) -> tuple[str, ...]:
    """Return the lines of the address that anybody may read.

    Where the exact one is masked, that is the first half of the postcode at most.
    """
    if organisation.masks_address:
        district = district_of(organisation.postcode)
        return (district,) if district else ()
    lines = [*organisation.address.splitlines(), organisation.postcode.upper()]
    return tuple(line.strip() for line in lines if line.strip())


def district_of(postcode: str) -> str:
    """Return the first half of a postcode, or "" for what is none.

    What is not understood gives nothing rather than too much.
    """
    match = _POSTCODE.fullmatch(re.sub(r"\s+", "", postcode).upper())
    return match[1] if match else ""
