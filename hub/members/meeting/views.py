"""Asking to be introduced, answering, and wanting nothing of somebody."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from hub.members.meeting import actions as verbs
from hub.members.models import Introduction, Profile
from hub.members.profiles.account_views import own_trail
from hub.members.profiles.seen import SeenProfile

# So many of each are shown; nobody answers more at a sitting.
_MOST_SHOWN = 50


class MessageForm(forms.Form):
    """What to say to somebody one does not know yet."""

    message = forms.CharField(
        label="Your message",
        max_length=1_000,
        widget=forms.Textarea,
        help_text="Say who you are and what you would like to talk about.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def introduce(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody in the people finder to be put in touch."""
    listed = Profile.objects.listed().exclude(user=request.user)
    profile = get_object_or_404(listed, slug=slug)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.ask(
                asker=request.user,
                asked=profile.user,
                message=form.cleaned_data["message"],
            )
        except verbs.NotToBeAsked as error:
            raise Http404("No such person.") from error
        except verbs.NotNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"Asked. You see here when {profile} has answered."
            )
            return redirect("members:introductions")
    context = {
        "form": form,
        "person": SeenProfile.by(request.user, profile),
        "breadcrumb": [
            ("Home", "/"),
            ("People", "/people/"),
            (str(profile), profile.get_absolute_url()),
            ("Ask for an introduction", None),
        ],
    }
    return render(request, "members/introduce.html", context)


@login_required
@require_safe
@never_cache
def introductions(request: HttpRequest) -> HttpResponse:
    """List whom one asked, by whom one was asked, and whom one blocks."""
    person = request.user
    asked_by_me = (
        Introduction.objects.filter(asker=person)
        .exclude(state=Introduction.State.WITHDRAWN)
        .select_related("asked__profile")
    )
    context = {
        "asked_of_me": Introduction.objects.shown_to_the_asked(person)[:_MOST_SHOWN],
        "asked_by_me": asked_by_me[:_MOST_SHOWN],
        "blocks": person.blocks.select_related("blocked"),
        "breadcrumb": own_trail("Introductions"),
    }
    return render(request, "members/introductions.html", context)


_ANSWERS: Mapping[str, tuple[Callable[..., Introduction], str]] = {
    "accept": (
        verbs.accept,
        "You are introduced. Each of you gets an e-mail with the other's address.",
    ),
    "decline": (verbs.decline, "Declined."),
    "withdraw": (verbs.withdraw, "Taken back."),
}


@login_required
@require_POST
def answer(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Accept, decline or take back an introduction."""
    if verb not in _ANSWERS:
        raise Http404("No such answer.")
    act, said = _ANSWERS[verb]
    try:
        act(pk=pk, by=request.user)
    except verbs.NotThere as error:
        raise Http404("No such introduction, or it is answered.") from error
    messages.success(request, said)
    return redirect("members:introductions")


@login_required
@require_POST
def block_asker(request: HttpRequest, pk: int) -> HttpResponse:
    """Want nothing more of somebody who asked."""
    made = get_object_or_404(
        Introduction.objects.shown_to_the_asked(request.user), pk=pk
    )
    verbs.block(blocker=request.user, blocked=made.asker)
    messages.success(request, f"You hear no more from {made.asker}.")
    return redirect("members:introductions")


@login_required
@require_POST
def block(request: HttpRequest, slug: str) -> HttpResponse:
    """Want nothing of somebody whose page one may see."""
    shown = Profile.objects.shown_to(request.user).exclude(user=request.user)
    profile = get_object_or_404(shown.select_related("user"), slug=slug)
    verbs.block(blocker=request.user, blocked=profile.user)
    messages.success(request, f"{profile} cannot ask to be introduced to you.")
    return redirect("members:introductions")


@login_required
@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    """End a block."""
    try:
        person = verbs.unblock(pk=pk, by=request.user)
    except verbs.NotThere as error:
        raise Http404("No such block.") from error
    messages.success(request, f"{person} can ask to be introduced to you again.")
    return redirect("members:introductions")
