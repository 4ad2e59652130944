"""The organisations a member acts for: claim one, see them, leave one."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from hub.directory.models import Organisation
from hub.members.acting import actions
from hub.members.acting.confirming import NotShown, confirm_entry
from hub.members.acting.forms import ClaimForm
from hub.members.acting.rules import organisations_of, role_in
from hub.members.acting.trail import to_organisations
from hub.members.models import Claim


@login_required
@require_safe
@never_cache
def organisations(request: HttpRequest) -> HttpResponse:
    """List what the member acts for, and what they asked to act for."""
    claims = request.user.claims.select_related("organisation")
    context = {
        "memberships": organisations_of(request.user),
        "claims": claims.order_by("-made_at", "-pk")[:50],
        "breadcrumb": to_organisations(),
    }
    return render(request, "members/organisations.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to act for an organisation that the directory shows."""
    organisation = get_object_or_404(Organisation.objects.listed(), slug=slug)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="claim_organisation", user=request.user):
            return _claim(request, organisation, form.cleaned_data["grounds"])
        form.add_error(None, "You have asked often today. Please try again tomorrow.")
    waiting = request.user.claims.filter(organisation=organisation, state="waiting")
    context = {
        "organisation": organisation,
        "form": form,
        "role": role_in(request.user, organisation),
        "waiting": waiting.first(),
        "breadcrumb": [
            *organisation.breadcrumb()[:-1],
            (organisation.name, organisation.get_absolute_url()),
            ("Act for it", None),
        ],
    }
    return render(request, "members/claim.html", context)


def _claim(
    request: HttpRequest, organisation: Organisation, grounds: str
) -> HttpResponse:
    try:
        actions.claim(user=request.user, organisation=organisation, grounds=grounds)
    except actions.AlreadyActs:
        messages.info(request, f"You act for {organisation} already.")
    except actions.AlreadyAsked:
        messages.info(request, f"You have asked to act for {organisation} already.")
    except actions.TooManyWaiting:
        messages.error(
            request,
            f"{actions.MOST_WAITING} of your requests wait for an answer. "
            "Take one back, or wait until one is answered.",
        )
    else:
        messages.success(request, "Sent. You are told when it is decided.")
    return redirect("members:organisations")


@login_required
@require_POST
def withdraw_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own claim back."""
    claim = get_object_or_404(Claim, pk=pk, user=request.user)
    try:
        actions.withdraw(claim=claim)
    except actions.AlreadyDecided:
        messages.info(request, "It was decided meanwhile.")
    else:
        messages.success(request, "Taken back.")
    return redirect("members:organisations")


@login_required
@require_POST
def leave_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop acting for an organisation."""
    membership = get_object_or_404(
        organisations_of(request.user), organisation__slug=slug
    )
    try:
        actions.leave(membership=membership)
    except actions.LastOwner:
        messages.error(
            request,
            f"You are the only owner of {membership.organisation}. "
            "Make somebody else an owner first.",
        )
        return redirect("members:organisation", slug)
    messages.success(request, f"You no longer act for {membership.organisation}.")
    return redirect("members:organisations")


@login_required
@require_POST
def confirm_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an organisation's entry is still right."""
    membership = get_object_or_404(
        organisations_of(request.user), organisation__slug=slug
    )
    try:
        confirm_entry(organisation=membership.organisation, by=request.user)
    except NotShown:
        messages.error(request, "Its entry is not on the site just now.")
    else:
        messages.success(
            request, f"Thank you. {membership.organisation} is confirmed as of today."
        )
    return redirect("members:organisations")
