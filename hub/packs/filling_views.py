"""All placeholders of a pack in one form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hub.packs.access import kept_private, own_pack, trail_below
from hub.packs.actions import fill_in
from hub.packs.filling import asked_of, settled_by
from hub.packs.reading import held_in


@require_http_methods(["GET", "HEAD", "POST"])
@kept_private
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for each placeholder once, and keep what was put."""
    pack = own_pack(request, pk)
    sent = request.POST if request.method == "POST" else None
    asked = asked_of(held_in(pack, request.user), pack.settled, sent)
    errors = [(one.blank.field, one.blank.error) for one in asked if one.blank.error]
    if sent is not None and not errors:
        fill_in(pack=pack, settled=settled_by(one.blank for one in asked))
        messages.success(request, "Saved. It stands in the wording of the download.")
        return redirect(pack)
    context = {
        "pack": pack,
        "asked": asked,
        "errors": errors,
        "breadcrumb": trail_below(pack, "Fill in the placeholders"),
    }
    return render(request, "packs/fill.html", context)
