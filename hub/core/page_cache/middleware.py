"""Answers visitors with what is kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hub.core.page_cache.keeping import KeptPage, KeptPages, key_of, may_be_kept
from hub.core.page_cache.stamps import stamp_now
from hub.core.page_cache.values import Reading, reading

PAGES = KeptPages()


class PageCacheMiddleware:
    """Stands before everything that asks who is there, and before the policy headers.

    Those are kept with the page. A visitor's request that is answered here opens no
    session, and reads nothing but the stamp.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let what only reads be answered from what is kept."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        current = Reading(stamp_now)
        before = reading.set(current)
        try:
            return self._answer(request, current)
        finally:
            reading.reset(before)

    def _answer(self, request: HttpRequest, current: Reading) -> HttpResponseBase:
        """Answer with a page that is kept, or keep what is answered."""
        key = key_of(request) if settings.PAGE_CACHE_SECONDS else None
        # Before anything is read: what is committed meanwhile makes another stamp.
        stamp = current.stamp() if key is not None else None
        if stamp is None:
            return self.get_response(request)
        page = PAGES.get(stamp, key)
        if page is not None:
            return page.answer(request)
        response = self.get_response(request)
        # Under a stamp that has passed it would never be asked for.
        if may_be_kept(response) and stamp == stamp_now():
            PAGES.put(stamp, key, KeptPage.of(response))
        return response
