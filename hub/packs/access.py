"""How packs are asked for: one's own, another's by its secret link, or not at all."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from hub.packs.holding import holder_of, open_session
from hub.packs.models import Pack, PackItem

Trail = list[tuple[str, str | None]]
View = Callable[..., HttpResponse]


def kept_private(view: View) -> View:
    """Keep answers out of caches and searches, and the address from other sites."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Not "no-referrer": forms are then sent without an origin, and refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(guarded)


def own_pack(request: HttpRequest, pk: int) -> Pack:
    """Return a pack of whoever asks; another's is as absent as one that never was."""
    pack = get_object_or_404(Pack.objects.of(holder_of(request)), pk=pk)
    if request.method == "POST":
        open_session(request)
    return pack


def own_item(request: HttpRequest, pk: int, item: int) -> PackItem:
    """Return a thing in a pack of whoever asks, likewise."""
    pack = own_pack(request, pk)
    return get_object_or_404(pack.items.select_related("pack"), pk=item)


def trail(*steps: tuple[str, str | None]) -> Trail:
    """Return the way from home over the packs."""
    return [("Home", "/"), ("My packs", reverse("packs:list")), *steps]


def trail_below(pack: Pack, here: str) -> Trail:
    """Return the way to a page about a pack."""
    return trail((pack.name, pack.get_absolute_url()), (here, None))
