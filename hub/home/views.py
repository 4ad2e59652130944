"""Answers for machines: is the site alive, is it ready, what may a crawler read."""

import logging

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hub.core.site_map import sections

logger = logging.getLogger(__name__)

_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /accounts/
Disallow: /search/

Sitemap: {address}
"""


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("Database not ready", extra={"event": "ready.database"})
        return HttpResponse("not ready\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is not for them."""
    address = f"{settings.BASE_URL}{reverse('home:site_map')}"
    words = _ROBOTS.format(address=address)
    return HttpResponse(words, content_type="text/plain")


@require_safe
def site_map_index(request: HttpRequest) -> HttpResponse:
    """List the files that name everything that visitors may read."""
    named = "home:site_map_section"
    return sitemaps.index(request, sections(), sitemap_url_name=named)


@require_safe
def site_map_section(request: HttpRequest, section: str) -> HttpResponse:
    """Name what one section holds, or Http404."""
    return sitemaps.sitemap(request, sections(), section)
