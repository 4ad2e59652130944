"""What one does with a thing: add it, say something of it, move it, take it out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hub.downloads.sources import DownloadSource, source_of
from hub.packs import actions
from hub.packs.access import kept_private, own_item, trail, trail_below
from hub.packs.filling import placeholders_of, settled_by
from hub.packs.forms import AddForm, NoteForm
from hub.packs.holding import holder_of, open_session
from hub.packs.models import Pack, PackItem
from hub.packs.reading import held_in
from hub.packs.versions import version_of
from hub.packs.views import begin_pack
from hub.procurement.filling import Blank, blanks_of

FULL = (
    f"There are {actions.MOST_ITEMS} things in this pack, and no more fit. "
    "Choose another pack, or begin a new one."
)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_private
def add(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Ask which pack a thing goes into, and put it there when told to.

    What was put into placeholders on its page comes along in the address.
    """
    source, thing = _thing(request, kind, slug)
    own = list(Pack.objects.of(holder_of(request)).latest_first())
    is_sent = request.method == "POST"
    form = AddForm(request.POST if is_sent else None, packs=own)
    typed = request.POST if is_sent else request.GET
    blanks = [one for one in blanks_of(placeholders_of(thing), typed) if one.value]
    if is_sent and form.is_valid() and not any(one.error for one in blanks):
        pack = _chosen(request, form, own)
        if pack and _is_added(request, form, pack, (kind, thing), blanks):
            return redirect(pack)
    context = {
        "thing": thing,
        "label": source.label,
        "form": form,
        "blanks": blanks,
        "errors": _errors(form, blanks),
        "breadcrumb": trail(("Add to a pack", None)),
    }
    return render(request, "packs/add.html", context)


def _thing(request: HttpRequest, kind: str, slug: str) -> tuple[DownloadSource, Any]:
    source = source_of(kind)
    if source is None:
        raise Http404("Nothing of this kind can be collected.")
    return source, get_object_or_404(source.things(request.user), slug=slug)


def _chosen(request: HttpRequest, form: AddForm, own: list[Pack]) -> Pack | None:
    """Return the pack that was chosen, or a new one; None where there may be none."""
    for pack in own:
        if pack.pk == form.chosen:
            open_session(request)
            return pack
    pack, problem = begin_pack(request, form.cleaned_data["name"])
    if pack is None:
        form.add_error("name", problem)
    return pack


def _is_added(
    request: HttpRequest,
    form: AddForm,
    pack: Pack,
    what: tuple[str, Any],
    blanks: list[Blank],
) -> bool:
    kind, thing = what
    try:
        is_new = actions.add_to_pack(
            pack=pack,
            kind=kind,
            thing_id=thing.pk,
            version=version_of(thing),
            settled=settled_by(blanks),
        )
    except actions.PackIsFull:
        form.add_error("pack", FULL)
        return False
    told = "is in your pack now" if is_new else "was in this pack already"
    messages.success(request, f"“{thing}” {told}.")
    return True


def _errors(form: AddForm, blanks: list[Blank]) -> list[tuple[str, str]]:
    """Return what is wrong as pairs of a control's id and a sentence."""
    bound = [
        (field.id_for_label or f"{field.auto_id}_0", message)
        for field in form
        for message in field.errors
    ]
    return bound + [(one.field, one.error) for one in blanks if one.error]


@require_http_methods(["GET", "HEAD", "POST"])
@kept_private
def note(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Say something of a thing."""
    noted = own_item(request, pk, item)
    sent = request.POST if request.method == "POST" else None
    form = NoteForm(sent, initial={"note": noted.note})
    if form.is_bound and form.is_valid():
        actions.write_note(item=noted, note=form.cleaned_data["note"])
        return _back(noted)
    context = {
        "pack": noted.pack,
        "title": _held(request, noted).title,
        "form": form,
        "breadcrumb": trail_below(noted.pack, "Write a note"),
    }
    return render(request, "packs/note.html", context)


@require_POST
@kept_private
def move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Move a thing up or down by one."""
    moved = own_item(request, pk, item)
    by = {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)
    actions.move_item(item=moved, by=by)
    return _back(moved)


@require_POST
@kept_private
def remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take a thing out."""
    removed = own_item(request, pk, item)
    title = _held(request, removed).title
    actions.remove_item(item=removed)
    messages.success(request, f"Taken out: {title}.")
    return redirect(removed.pack)


@require_POST
@kept_private
def newest(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Hold the version in use from now on."""
    item_held = own_item(request, pk, item)
    newer = _held(request, item_held).newer
    if newer is not None:
        actions.take_version(item=item_held, version=newer.version)
        messages.success(request, f"The pack holds version {newer.version} now.")
    return _back(item_held)


def _held(request: HttpRequest, item: PackItem) -> Any:
    held = held_in(item.pack, request.user)
    return next(one for one in held if one.item == item)


def _back(item: PackItem) -> HttpResponse:
    return redirect(f"{item.pack.get_absolute_url()}#item-{item.pk}")
