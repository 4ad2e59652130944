"""The community agreement: the version that holds, earlier ones, and accepting it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from forum.adapter import breadcrumbs
from forum.guarding import actions
from forum.guarding.models import Acceptance, Agreement

TITLE = "Community agreement"


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest) -> HttpResponse:
    """Show what holds now; a member accepts it here, or in the form they write in."""
    current = Agreement.objects.current()
    if request.method == "POST":
        return _accept(request, current)
    accepted, to_accept = None, None
    if request.user.is_authenticated:
        accepted = Acceptance.objects.of(request.user).first()
        to_accept = Agreement.objects.to_accept_by(request.user)
    context = {
        "agreement": current,
        "accepted": accepted,
        "to_accept": to_accept,
        "earlier": _earlier_than(current),
        "breadcrumb": breadcrumbs.below_index(TITLE),
    }
    return render(request, "forum_guarding/agreement.html", context)


@require_safe
def earlier(request: HttpRequest, number: int) -> HttpResponse:
    """Show one version, as those who accepted it saw it."""
    context = {
        "agreement": get_object_or_404(Agreement, number=number),
        "current": Agreement.objects.current(),
        "breadcrumb": breadcrumbs.below_index(f"{TITLE}, version {number}"),
    }
    return render(request, "forum_guarding/earlier.html", context)


def _earlier_than(current: Agreement | None) -> Any:
    if current is None:
        return []
    return Agreement.objects.filter(number__lt=current.number).defer("text")


def _accept(request: HttpRequest, current: Agreement | None) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    # What is accepted is what was read, or nothing.
    if current is None or request.POST.get("number") != str(current.number):
        messages.warning(
            request, "The agreement has changed meanwhile. Please read it again."
        )
    else:
        actions.accept(agreement=current, person=request.user)
        messages.success(request, "Thank you. You can write in the forum now.")
    return redirect("forum_guarding:agreement")
