"""Inviting somebody, and coming by an invitation."""

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

from hub.members.joining import invitation_actions as actions
from hub.members.joining.invitation_form import InvitationForm
from hub.members.joining.invitation_tokens import open_invitation
from hub.members.joining.querysets import INVITATION_DAYS, InvitationQuerySet
from hub.members.models import Invitation
from hub.members.profiles.account_views import own_trail

_SHOWN = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """List the member's invitations; send another."""
    asked = {"organisation": request.GET.get("organisation", "")}
    form = InvitationForm(request.POST or None, inviter=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        answer = _invite(request, form)
        if answer:
            return answer
    context = {
        "form": form,
        "invitations": _own(request).select_related("organisation")[:_SHOWN],
        "days": INVITATION_DAYS,
        "breadcrumb": own_trail("Your invitations"),
    }
    return render(request, "members/invitations.html", context)


def _invite(request: HttpRequest, form: InvitationForm) -> HttpResponse | None:
    if not ratelimit.consume(request, action="invite", user=request.user):
        form.add_error(None, "That was enough for one day. Go on tomorrow.")
        return None
    said = form.cleaned_data
    try:
        actions.invite(
            inviter=request.user,
            email=said["email"],
            note=said["note"],
            organisation=said.get("organisation"),
        )
    except actions.TooManyOpen:
        form.add_error(
            None, f"You have {actions.MOST_OPEN} open invitations. Take one back first."
        )
        return None
    messages.success(request, f"The invitation to {said['email']} is on its way.")
    return redirect("members:invitations")


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of the member's own back."""
    invitation = get_object_or_404(_own(request), pk=pk)
    try:
        actions.take_back(invitation=invitation)
    except actions.IsUsed:
        messages.error(request, "Somebody has joined by this invitation already.")
    else:
        messages.success(request, "The invitation is taken back.")
    return redirect("members:invitations")


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Greet somebody who was invited; looking uses nothing up."""
    found = open_invitation(token)
    context = {"invitation": found, "token": token}
    return render(request, "members/invitation.html", context)


def _own(request: HttpRequest) -> InvitationQuerySet:
    return Invitation.objects.filter(inviter=request.user)
