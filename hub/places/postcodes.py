"""What a postcode looks like, and its parts."""

import re
from dataclasses import dataclass, replace
from typing import Self

_POSTCODE = re.compile(
    r"(?P<outcode>(?P<area>[A-Z]{1,2})[0-9][A-Z0-9]?)"
    # The second half, or only its first figure, which names a sector.
    r"(?:\s*(?P<incode>[0-9][ABD-HJLNP-UW-Z]{2})|\s+[0-9])?"
)
_AREA = re.compile(r"[A-Z]{1,2}")


@dataclass(frozen=True, slots=True)
class PostcodeParts:
    """A postcode taken apart: IP1 1AA is area IP, outcode IP1, incode 1AA."""

    area: str
    outcode: str = ""
    incode: str = ""

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return the parts of a postcode, an outcode or an area; None if it is none."""
        upper = text[:20].strip().upper()
        # Letters that only look like ours are no part of a postcode.
        if not upper.isascii():
            return None
        if _AREA.fullmatch(upper):
            return cls(upper)
        found = _POSTCODE.fullmatch(upper)
        if found is None:
            return None
        return cls(found["area"], found["outcode"], found["incode"] or "")

    def __str__(self) -> str:
        return " ".join(
            part for part in (self.outcode or self.area, self.incode) if part
        )

    def without_incode(self) -> Self:
        """Return what may be told where the exact address may not."""
        return replace(self, incode="")

    @property
    def code(self) -> str:
        """The full postcode without its space, as it is kept."""
        return self.outcode + self.incode
