"""What is kept of a page, which pages may be kept, and the room there is for them."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TypeGuard

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Reading = Callable[[HttpRequest], None]

_KINDS = ("text/html", "application/atom+xml")
_PRIVATE = ("private", "no-store", "no-cache", "max-age=0")
#: What an answer may depend on and still be kept: `key_of` sees to each of them.
_VARIES = {"cookie", "hx-request", "hx-target", "hx-boosted"}
_LONGEST_ADDRESS = 1_000
#: Of the memory of each process, in bytes; and of one page in it.
ROOM = 32 * 2**20
_LARGEST = 2**20
#: About what headers, key and the objects themselves take.
_BESIDE = 3_000


def on_each_reading(response: HttpResponseBase, note: Reading) -> None:
    """Call `note` with each later request that is answered with this page, kept.

    For what counts readers. It must not fail, nor hold on to the request it came with.
    """
    response.hub_readings = [*getattr(response, "hub_readings", ()), note]


def draw_each_time(response: HttpResponseBase) -> None:
    """Never keep this answer."""
    response.hub_draw_each_time = True


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was sent, until when it may be sent again, and who is to be told."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    until: float
    readings: tuple[Reading, ...]

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        """Return what is kept of an answer."""
        return cls(
            response.content,
            tuple(response.items()),
            time.monotonic() + settings.PAGE_CACHE_SECONDS,
            tuple(getattr(response, "hub_readings", ())),
        )

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.content) + _BESIDE

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page once more, and tell whoever counts its readers."""
        for note in self.readings:
            note(request)
        return HttpResponse(self.content, headers=dict(self.headers))


def key_of(request: HttpRequest) -> Hashable | None:
    """Return what a visitor's page depends on; None where more than that would count."""
    if request.method != "GET" or len(request.META.get("QUERY_STRING", "")) > (
        _LONGEST_ADDRESS
    ):
        return None
    # The token of forms changes no page that holds none, and no other is kept.
    if request.COOKIES.keys() - {settings.CSRF_COOKIE_NAME}:
        return None
    if any(
        name.startswith("HTTP_HX_") or name == "HTTP_AUTHORIZATION"
        for name in request.META
    ):
        return None
    host = request.META.get("HTTP_HOST", request.META.get("SERVER_NAME"))
    return request.scheme, host, request.get_full_path()


def may_be_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Say whether this answer is the same for every visitor."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if getattr(response, "hub_draw_each_time", False):
        return False
    if not response.headers.get("Content-Type", "").startswith(_KINDS):
        return False
    control = response.headers.get("Cache-Control", "").lower()
    varies = response.headers.get("Vary", "").lower().replace(" ", "").split(",")
    return not any(word in control for word in _PRIVATE) and set(varies) <= (
        _VARIES | {""}
    )


class KeptPages:
    """The pages of one stamp, the last read of them where there is not room for all."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._lock = Lock()
        self._stamp: Hashable = None
        self._taken = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()

    def get(self, stamp: Hashable, key: Hashable) -> KeptPage | None:
        """Return the page that was kept under this stamp."""
        with self._lock:
            page = self._pages.get(key) if stamp == self._stamp else None
            if page is None:
                return None
            if page.until <= time.monotonic():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, stamp: Hashable, key: Hashable, page: KeptPage) -> None:
        """Keep a page that was drawn after the database had this stamp."""
        if page.size > min(_LARGEST, self._room):
            return
        with self._lock:
            if stamp != self._stamp:
                self._pages.clear()
                self._stamp, self._taken = stamp, 0
            self._drop(key)
            self._pages[key] = page
            self._taken += page.size
            while self._taken > self._room:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._taken = 0

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._taken -= page.size
