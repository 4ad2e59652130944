"""Error pages in the hub's own look, and the style guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from hub.design.style_guide import THEMES, sections, tokens

# The statuses that have a page of ours; 500 is apart, see server_error.
ERROR_PAGES = frozenset({400, 403, 404, 405, 429, 503})


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the tokens, and every component's examples in both themes."""
    context = {
        "trail": [("Home", "/"), ("Style guide", None)],
        "themes": THEMES,
        "tokens": tokens(),
        "sections": sections(request),
    }
    return render(request, "design/style_guide.html", context)


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """Return our page for one of `ERROR_PAGES`."""
    # While the site is out of service it may have no database: ask for no reader.
    reader = None if status == 503 else request
    page = render_to_string(f"{status}.html", request=reader)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request was not understood."""
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this is not for the reader, and how it might become so."""
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, and offer the search."""
    return error_page(request, 404)


def method_not_allowed(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """Say that this address does not take what was sent to it."""
    return error_page(request, 405)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form has expired; `reason` is for the log, not for the reader."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say sorry: with no query, no context processor and, if need be, no stylesheet."""
    page = render_to_string("500.html", {"stylesheet": _stylesheet()})
    return HttpResponse(page, status=500)


def _stylesheet() -> str:
    """Return the stylesheet's address, or "" where the static files are not there."""
    try:
        return static("design/css/site.css")
    except ValueError:
        # The manifest has no such file; that may be the very error we report.
        return ""
