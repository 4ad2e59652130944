"""One's drafts, and for moderators what a post said before."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from forum.adapter import breadcrumbs
from forum.adapter.visibility import handler_of
from forum.forum_conversation.models import Post
from forum.writing import drafting, history, places
from forum.writing.models import Draft

PER_PAGE = 20


@require_safe
@login_required
def drafts(request: HttpRequest) -> HttpResponse:
    """List what the asker has begun to write, the newest first."""
    own = Draft.objects.filter(author=request.user)
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    found = places.found([draft.place for draft in page], request)
    for draft in page:
        draft.leads_to = found.get(draft.place)
    context = {"page": page, "breadcrumb": breadcrumbs.below_index("Your drafts")}
    return render(request, "forum_writing/drafts.html", context)


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save what is being typed; the script of the forms asks for this."""
    place = request.POST.get("place", "")
    if place not in places.found([place], request):
        raise Http404("There is no such place to write at.")
    replaced = _replaced(request, place)
    try:
        draft = drafting.save(request, place)
    except drafting.CannotSave as problem:
        return JsonResponse({"problem": str(problem)}, status=400)
    if draft is None:
        return JsonResponse({"message": "", "known": ""})
    message = f"Draft saved at {_clock(draft.saved_at)}."
    if replaced is not None:
        message += (
            " It takes the place of one saved in another window or on another device, "
            f"on {_day(replaced)}."
        )
    return JsonResponse({"message": message, "known": draft.saved_at.isoformat()})


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a draft of one's own; others' are not there."""
    draft = get_object_or_404(Draft, pk=pk, author=request.user)
    draft.delete()
    messages.success(request, "The draft is deleted.")
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        return redirect(following)
    return redirect("forum_writing:drafts")


@require_safe
@login_required
def edits(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a moderator what a post said before each edit, and what differs."""
    post = _moderated_post(request, pk)
    kept = history.edits_of(post)
    asked = request.GET.get("edit", "")
    shown = next((one for one in kept if str(one.before.pk) == asked), None)
    shown = shown or next(iter(kept), None)
    context = {
        "post": post,
        "edits": kept,
        "shown": shown,
        "compared": shown.compared() if shown else [],
        "breadcrumb": breadcrumbs.below_topic(post.topic, "Earlier words"),
    }
    return render(request, "forum_writing/history.html", context)


def _moderated_post(request: HttpRequest, pk: int) -> Post:
    """Return the post if the asker decides about posts of its board; else there is none."""
    post = Post.objects.filter(pk=pk).select_related("topic__forum", "poster").first()
    if post is None:
        raise Http404("There is no such message.")
    handler: Any = handler_of(request)
    if not handler.can_approve_posts(post.topic.forum, request.user):
        raise Http404("There is no such message.")
    if not handler.can_read_topic(post.topic, request.user):
        raise Http404("There is no such message.")
    return post


def _replaced(request: HttpRequest, place: str) -> Any:
    """Return when a draft that the form does not know of was saved; None if none was."""
    draft = drafting.draft_for(request.user, place)
    if draft is None:
        return None
    known = _moment(request.POST.get("known", ""))
    return None if known is not None and known >= draft.saved_at else draft.saved_at


def _moment(text: str) -> Any:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


def _clock(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "H:i")


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
