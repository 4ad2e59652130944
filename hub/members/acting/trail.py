"""The way from home to the organisations that somebody acts for."""

from django.urls import reverse


def to_organisations(name: str = "") -> list[tuple[str, str | None]]:
    """Return the trail to the list, or to the one of this name in it."""
    mine = reverse("members:organisations") if name else None
    trail = [
        ("Home", "/"),
        ("My account", reverse("members:account")),
        ("My organisations", mine),
    ]
    return [*trail, (name, None)] if name else trail
