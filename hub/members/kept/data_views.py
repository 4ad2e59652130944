"""What is kept about a person: to see, to take away, to agree to no longer."""

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from hub.accounts import personal
from hub.members.kept.takeout import take_out
from hub.members.profiles.account_views import own_trail
from hub.notify.choosing import choose
from hub.notify.kinds import all_kinds


@login_required
@require_safe
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    """Say what is kept, why and how long, and offer it."""
    context = {"parts": personal.parts(), "breadcrumb": own_trail("My data")}
    return render(request, "members/data.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    """Send everything in one file, to whom has just shown that it is them."""
    if request.method != "POST":
        return _shown_who(request)
    try:
        return _file(request)
    except ReauthenticationRequired:
        # Left to it, allauth would send the file in answer to the password, and leave
        # the page that asks for it standing.
        return redirect("members:data_download")


@reauthentication_required
def _shown_who(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Thank you. You can download your data now.")
    return redirect("members:data")


@reauthentication_required
def _file(request: HttpRequest) -> HttpResponse:
    name = f"care-co-op-hub-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(
        take_out(request.user),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )


@login_required
@require_safe
@never_cache
def consents(request: HttpRequest) -> HttpResponse:
    """List what a person agreed to, and offer to withdraw it where that can be."""
    log = list(request.user.consents.all())
    latest = {row.what: row for row in reversed(log)}
    revocable = _revocable()
    context = {
        "log": log,
        "given": [
            row for row in latest.values() if row.is_given and row.what in revocable
        ],
        "breadcrumb": own_trail("What I agreed to"),
    }
    return render(request, "members/consents.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, what: str) -> HttpResponse:
    """Withdraw a consent: the mail it was for ends with it."""
    kind = _revocable().get(what)
    if kind is None:
        raise Http404("Nothing that can be withdrawn here.")
    choose(person=request.user, kind=kind.key, way=kind.way_without_mail)
    messages.success(request, f"Withdrawn: {kind.label}.")
    return redirect("members:consents")


def _revocable() -> dict:
    """Return the kinds of mail that need consent, by key."""
    return {kind.key: kind for kind in all_kinds() if kind.consent}
