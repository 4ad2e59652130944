"""A pack by its secret link: to read and to take away, not to change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hub.downloads.html import html_blocks
from hub.downloads.measure import within_measure
from hub.packs.access import kept_private, own_pack
from hub.packs.actions import share_pack, stop_sharing
from hub.packs.composing import paper_of_pack
from hub.packs.models import Pack
from hub.packs.reading import held_in
from hub.packs.views import file_of


@require_POST
@kept_private
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a secret link."""
    pack = own_pack(request, pk)
    share_pack(pack=pack)
    messages.success(request, "There is a secret link now. Pass it on yourself.")
    return redirect(f"{pack.get_absolute_url()}#sharing")


@require_POST
@kept_private
def unshare(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the secret link lead nowhere."""
    pack = own_pack(request, pk)
    stop_sharing(pack=pack)
    messages.success(request, "The link leads nowhere now. A new one will be another.")
    return redirect(f"{pack.get_absolute_url()}#sharing")


@require_safe
@kept_private
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a pack to whoever has its link, with what they may see."""
    pack = get_object_or_404(Pack.objects.shared(), share_token=token)
    held = held_in(pack, request.user)
    paper = paper_of_pack(pack, held, timezone.localdate())
    context = {
        "pack": pack,
        "held": held,
        "body": html_blocks(paper.blocks, heading_offset=1),
    }
    return render(request, "packs/shared.html", context)


@require_safe
@kept_private
@within_measure
def shared_download(request: HttpRequest, token: str, ending: str) -> HttpResponse:
    """Return it as a file, likewise."""
    pack = get_object_or_404(Pack.objects.shared(), share_token=token)
    return file_of(pack, request.user, ending)
