"""Told by the browser: somebody followed a result."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.search.log import record_followed

_MOST_BYTES = 1_024
_FORM = "application/x-www-form-urlencoded"


# Without a token: a visitor's page holds none, for it is the same for every visitor, and
# a token would take a cookie. There is nothing to forge: the call reads no cookie, acts
# for nobody, and can only raise a count that is bounded by the searches counted before.
@csrf_exempt
@require_POST
@never_cache
def chosen(request: HttpRequest) -> HttpResponse:
    """Count that a result was followed; the answer says nothing about what is known."""
    if request.content_type != _FORM or not 0 < _length(request) <= _MOST_BYTES:
        return HttpResponse(status=400)
    record_followed(request.POST.get("q", ""))
    return HttpResponse(status=204)


def _length(request: HttpRequest) -> int:
    told = request.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) <= 9 else 0
