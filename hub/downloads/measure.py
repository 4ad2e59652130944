"""PDFs within measure: how often anybody has one made, and how many are made at once.

Setting one takes seconds of the processor where a Word file takes a fraction of one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import BoundedSemaphore, Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hub.accounts import limits
from hub.downloads import pdf

View = Callable[..., HttpResponse]

#: So many seconds a request waits for the PDF that is being made.
LONGEST_WAIT = 8
#: After so many seconds a program may ask again.
_AGAIN = 20
_BY_MEMBER = "make_pdf"
_FROM_ADDRESS = "make_pdf_of_visitors"

_at_work = Lock()
# One at work and one that waits: further threads of the process stay free for pages.
_room = BoundedSemaphore(2)


class TooBusy(Exception):
    """As many PDFs as this process can make are being made."""


@contextmanager
def in_turn() -> Iterator[None]:
    """Make one PDF at a time in this process. Raises TooBusy where it would take long."""
    if not _room.acquire(blocking=False):
        raise TooBusy
    try:
        if not _at_work.acquire(timeout=LONGEST_WAIT):
            raise TooBusy
        try:
            yield
        finally:
            _at_work.release()
    finally:
        _room.release()


def within_measure(view: View) -> View:
    """Refuse PDFs beyond the limit, and those there is no room for, in words."""

    @wraps(view)
    def measured(request: HttpRequest, *args: Any, **asked: Any) -> HttpResponse:
        if asked.get("ending") != "pdf" or not pdf.is_available():
            return view(request, *args, **asked)
        is_member = request.user.is_authenticated
        if is_member and not limits.consume(request.user, _BY_MEMBER):
            return _refused(request, 429, most=limits.in_words(_BY_MEMBER))
        if not is_member and not limits.consume_from(request, _FROM_ADDRESS):
            return _refused(request, 429, most=limits.in_words(_FROM_ADDRESS))
        try:
            return view(request, *args, **asked)
        except TooBusy:
            response = _refused(request, 503)
            response["Retry-After"] = str(_AGAIN)
            return response

    return measured


def _refused(request: HttpRequest, status: int, most: str = "") -> HttpResponse:
    """Say so, and lead to the same thing in the formats that have no limit."""
    address = request.path.removesuffix("pdf")
    query = request.META.get("QUERY_STRING", "")
    others = {
        ending: f"{address}{ending}{query and f'?{query}'}"
        for ending in ("docx", "odt")
    }
    context = {"most": most, "others": others, "again_url": request.get_full_path()}
    return render(request, "downloads/refused.html", context, status=status)
