"""What every template may name."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return name and address; the same for everyone, so that pages can be cached."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.BASE_URL}
