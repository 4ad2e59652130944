"""Find a place by its postcode, or by as much of it as is known."""

from hub.places.answers import Answer, Found, NotFound, Precision
from hub.places.models import Outcode, Postcode
from hub.places.postcodes import PostcodeParts

_ISLANDS = {"GY": "Guernsey", "JE": "Jersey", "IM": "the Isle of Man"}
_PRECISION = {
    Outcode.Precision.DISTRICT: Precision.DISTRICT,
    # A district of Northern Ireland is known by its post town.
    Outcode.Precision.TOWN: Precision.PLACE,
    Outcode.Precision.AREA: Precision.AREA,
}


def find(parts: PostcodeParts) -> Answer | None:
    """Return where the postcode is, or the nearest that is known.

    None for one or two letters that are no area: they may be a name (Ae, Dumfries).
    """
    if parts.area in _ISLANDS and parts.outcode:
        return NotFound(
            str(parts),
            f"{parts} is in {_ISLANDS[parts.area]}, outside the United Kingdom."
            " Only the United Kingdom is known here.",
        )
    exact = parts.incode and Postcode.objects.filter(code=parts.code).first()
    if exact:
        return Found(str(exact), exact.point, Precision.POSTCODE)
    known = nearest_known(parts)
    if known is not None:
        return _found(known, parts)
    if parts.outcode:
        return NotFound(
            str(parts), f"No postcode of the United Kingdom begins with {parts.area}."
        )
    return None


def nearest_known(parts: PostcodeParts) -> Outcode | None:
    """Return the district of a postcode, or else its area, or else None."""
    codes = [code for code in (parts.outcode, parts.area) if code]
    rows = Outcode.objects.in_bulk(codes)
    return next((rows[code] for code in codes if code in rows), None)


def _found(known: Outcode, parts: PostcodeParts) -> Found:
    is_area = known.precision == Outcode.Precision.AREA
    label = f"{known} ({known.town})" if is_area else str(known)
    return Found(
        label,
        known.point,
        _PRECISION[Outcode.Precision(known.precision)],
        is_approximate=bool(parts.incode)
        or known.precision != Outcode.Precision.DISTRICT,
        note=_note(known, parts),
    )


def _note(known: Outcode, parts: PostcodeParts) -> str:
    """Say from where distances are, when it is not what was asked for."""
    if known.precision == Outcode.Precision.DISTRICT:
        if not parts.incode:
            return ""
        middle = f"the middle of {known}"
    elif known.precision == Outcode.Precision.TOWN:
        middle = f"{known.town}, the post town of {known}"
    else:
        middle = f"{known.town}, the main town of {known}"
    if str(parts) == str(known):
        return f"Distances are from {middle}."
    return f"Where {parts} is exactly is not known here; distances are from {middle}."
