"""Leaving the network, and coming back while there is time."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.accounts.leaving import leaver_of
from hub.members.kept.leaving import (
    LastAdministrator,
    ask_to_leave,
    come_back,
    only_owned_by,
)
from hub.members.profiles.account_views import own_trail


class LeaveForm(forms.Form):
    """What becomes of the posts, and whether it is meant."""

    posts = forms.ChoiceField(
        label="What happens to what you wrote on the forum?",
        choices=[
            ("keep", "It stays, under “A former member”"),
            ("erase", "My words are removed; the answers of others stay"),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )
    lets_go = forms.BooleanField(
        label="Let these organisations be without an owner",
    )
    is_meant = forms.BooleanField(label="Yes, I want to leave the network")

    def __init__(self, *args: Any, owns_alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not owns_alone:
            del self.fields["lets_go"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required(allow_get=True)
def leave(request: HttpRequest) -> HttpResponse:
    """Ask what happens to the posts and whether it is meant, then let go."""
    owned = list(only_owned_by(request.user))
    form = LeaveForm(request.POST or None, owns_alone=bool(owned))
    if request.method == "POST" and form.is_valid():
        try:
            person = ask_to_leave(
                person=request.user, erases_posts=form.cleaned_data["posts"] == "erase"
            )
        except LastAdministrator:
            form.add_error(
                None,
                "You are the only administrator. Make somebody else one first.",
            )
        else:
            logout(request)
            context = {"leaves_at": person.leaves_at}
            return render(request, "members/left.html", context)
    context = {
        "form": form,
        "owned": owned,
        "days": settings.LEAVING_GRACE_DAYS,
        "breadcrumb": own_trail("Leave the network"),
    }
    return render(request, "members/leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stay(request: HttpRequest, token: str) -> HttpResponse:
    """Offer the way back to somebody who leaves; looking changes nothing."""
    try:
        person = leaver_of(token)
    except (BadSignature, ValueError, TypeError) as error:
        raise Http404("No such address.") from error
    if request.method == "POST" and person is not None and come_back(person=person):
        messages.success(request, "Your account is yours again. Sign in as ever.")
        return redirect("account_login")
    return render(request, "members/stay.html", {"leaver": person})
