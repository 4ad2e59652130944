"""How far away something is, in words."""

_ROUNDED_FROM = 1.5  # nearer than this the number would be "1"


def miles_in_words(miles: float, *, is_approximate: bool = False) -> str:
    """Return "less than a mile", "3 miles", or "about 3 miles" where a point is rough."""
    if is_approximate:
        return "about a mile" if miles < _ROUNDED_FROM else f"about {miles:.0f} miles"
    if miles < 1:
        return "less than a mile"
    return "1 mile" if miles < _ROUNDED_FROM else f"{miles:.0f} miles"
