"""Which last parts of an address are free for organisations."""

from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, resolve, reverse

_PROFILE = "directory:profile"


def check_slug(slug: str) -> None:
    """Refuse a slug under which the directory has a page of its own.

    The addresses themselves are asked, so a page that is added later is kept free too.
    """
    try:
        address = reverse(_PROFILE, args=[slug])
    except NoReverseMatch:
        # It is no slug at all, which the field itself says.
        return
    if resolve(address).view_name != _PROFILE:
        raise ValidationError(
            {
                "slug": f"“{slug}” is the address of a page of the directory itself. "
                f"Choose another, for example “{slug}-co-op”."
            },
            code="reserved",
        )
