"""A member's notifications, and their choices of how to be told."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from hub.notify.actions import mark_all_seen, mark_seen
from hub.notify.choosing import ChoicesForm
from hub.notify.reading import MOST_SHOWN, inbox_of, still_readable

TOO_OFTEN = "You have changed your choices often today. Please try again tomorrow."
_PER_PAGE = 20


@login_required
@require_safe
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """List what the member was told and may still read, newest first."""
    told = inbox_of(request.user)
    context = {
        "page": Paginator(told, _PER_PAGE).get_page(request.GET.get("page")),
        "unseen": sum(one.seen_at is None for one in told),
        "most": MOST_SHOWN,
    }
    return render(request, "notify/inbox.html", context)


@login_required
@require_POST
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a notification leads, and count it as read."""
    told = get_object_or_404(request.user.notifications, pk=pk)
    if not still_readable(request.user, [told]):
        messages.error(request, "What this was about is not there any more.")
        return redirect("notify:inbox")
    mark_seen(told)
    is_ours = told.url.startswith("/") and url_has_allowed_host_and_scheme(
        told.url, allowed_hosts=None
    )
    return redirect(told.url if is_ours else "notify:inbox")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Count everything as read."""
    mark_all_seen(request.user)
    messages.success(request, "All notifications are marked as read.")
    return redirect("notify:inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choices(request: HttpRequest) -> HttpResponse:
    """Show the member's choices, and keep what they change."""
    form = ChoicesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid() and keep_choices(request, form):
        messages.success(request, "Your choices are kept.")
        return redirect("notify:choices")
    return render(request, "notify/choices.html", {"form": form})


def keep_choices(request: HttpRequest, form: ChoicesForm) -> bool:
    """Keep the answers; where they change too often, say so in the form instead."""
    if ratelimit.consume(request, action="choose_ways", user=form.person):
        form.save()
        return True
    form.add_error(None, TOO_OFTEN)
    return False
