"""Packs: all of one's own, one of them, its name, its end, and its download."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from hub.core.visibility import Asker
from hub.downloads.measure import within_measure
from hub.downloads.views import as_file
from hub.packs.access import kept_private, own_pack, trail, trail_below
from hub.packs.actions import (
    MOST_ITEMS,
    MOST_PACKS,
    TooManyPacks,
    make_pack,
    rename_pack,
)
from hub.packs.composing import paper_of_pack
from hub.packs.filling import asked_of
from hub.packs.forms import NameForm
from hub.packs.holding import KEPT_FOR, holder_of, open_session
from hub.packs.models import Pack
from hub.packs.reading import held_in

TOO_MANY = f"You have {MOST_PACKS} packs. Delete one first, or use one you have."
TOO_OFTEN = "Many packs were made from here in the last hour. Please try again later, or sign in."


@require_safe
@kept_private
def packs(request: HttpRequest) -> HttpResponse:
    """List what is one's own."""
    own = Pack.objects.of(holder_of(request)).with_counts().latest_first()
    context = {
        "packs": own,
        "most": MOST_PACKS,
        "kept_days": KEPT_FOR.days,
        "breadcrumb": [*trail()[:-1], ("My packs", None)],
    }
    return render(request, "packs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_private
def new(request: HttpRequest) -> HttpResponse:
    """Begin an empty pack."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        pack, problem = begin_pack(request, form.cleaned_data["name"])
        if pack is not None:
            return redirect(pack)
        form.add_error("name", problem)
    context = {
        "form": form,
        "title": "Begin a pack",
        "does": "Begin it",
        "breadcrumb": trail(("Begin a pack", None)),
    }
    return render(request, "packs/name.html", context)


def begin_pack(request: HttpRequest, name: str) -> tuple[Pack | None, str]:
    """Begin a pack for whoever asks; where that cannot be, say why."""
    holder = holder_of(request)
    is_let = holder.person is not None or ratelimit.consume(request, action="make_pack")
    if not is_let:
        return None, TOO_OFTEN
    try:
        return make_pack(holder=open_session(request), name=name), ""
    except TooManyPacks:
        return None, TOO_MANY


@require_safe
@kept_private
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is in a pack."""
    shown = own_pack(request, pk)
    held = held_in(shown, request.user)
    asked = asked_of(held, shown.settled)
    context = {
        "pack": shown,
        "held": held,
        "most": MOST_ITEMS,
        "asked": asked,
        "open_count": sum(not one.blank.value for one in asked),
        "newer_count": sum(one.newer is not None for one in held),
        "shared_url": request.build_absolute_uri(shown.shared_path),
        "kept_days": KEPT_FOR.days,
        "breadcrumb": trail((shown.name, None)),
    }
    return render(request, "packs/pack.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_private
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a pack another name."""
    named = own_pack(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = NameForm(sent, initial={"name": named.name})
    if form.is_bound and form.is_valid():
        rename_pack(pack=named, name=form.cleaned_data["name"])
        return redirect(named)
    context = {
        "form": form,
        "title": "Rename this pack",
        "does": "Save the name",
        "breadcrumb": trail_below(named, "Rename it"),
    }
    return render(request, "packs/name.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_private
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to delete a pack, and delete it when told to."""
    leaving = own_pack(request, pk)
    if request.method == "POST":
        name = leaving.name
        leaving.delete()
        messages.success(request, f"Deleted: {name}.")
        return redirect("packs:list")
    context = {
        "pack": leaving,
        "number": leaving.items.count(),
        "breadcrumb": trail_below(leaving, "Delete it"),
    }
    return render(request, "packs/delete.html", context)


@require_safe
@kept_private
@within_measure
def download(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Return a pack as a file."""
    return file_of(own_pack(request, pk), request.user, ending)


def file_of(wanted: Pack, user: Asker, ending: str) -> HttpResponse:
    """Return a pack as a file for somebody, with what they may see."""
    paper = paper_of_pack(wanted, held_in(wanted, user), timezone.localdate())
    return as_file(paper, slugify(wanted.name)[:60] or "pack", ending)
