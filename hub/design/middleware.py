"""Gives bare refusals, such as Django's answer to a wrong method, a page of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.design.views import ERROR_PAGES, error_page

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ErrorPageMiddleware:
    """Fills an empty refusal with our page; its status and headers stay."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and fill the answer where it is a bare refusal to a browser."""
        response = self.get_response(request)
        if _is_bare_refusal(response) and _is_from_browser(request):
            response.content = error_page(request, response.status_code).content
        return response


def _is_bare_refusal(response: HttpResponseBase) -> bool:
    return (
        response.status_code in ERROR_PAGES
        and isinstance(response, HttpResponse)
        and not response.content
        and response.headers.get("Content-Type", "").startswith("text/html")
    )


def _is_from_browser(request: HttpRequest) -> bool:
    # "*/*" alone comes from programs and from htmx; a page would only confuse them.
    return "text/html" in request.headers.get("Accept", "")
