"""What a member follows: the list, one thing, and changing how one hears of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from forum.adapter import breadcrumbs
from forum.adapter.letters import FOLLOWING
from forum.following.actions import DEFAULT_WAYS, MOST, TooMany, follow, stop
from forum.following.forms import HowForm
from forum.following.listing import new_in, rows_of
from forum.following.models import Follow
from forum.following.subjects import Subject, find
from forum.forum.views import for_lists_across_boards
from hub.core.models import Topic as Tag
from hub.notify.choosing import way_of
from hub.notify.kinds import Way, kind_of
from hub.search.narrowing import page_of

_PER_PAGE = 50
_MOST_NEW = 10


@login_required
@require_safe
@never_cache
def following(request: HttpRequest) -> HttpResponse:
    """List what is new in what the member follows, and what that is."""
    follows = list(request.user.follows.all())
    heard = [one for one in follows if not one.is_silenced]
    listed = page_of(Paginator(heard, _PER_PAGE), request.GET.get("page"))
    silenced = [one for one in follows if one.is_silenced]
    rows = rows_of([*listed, *silenced], request)
    new = list(for_lists_across_boards(new_in(follows, request))[: _MOST_NEW + 1])
    tags = {one.key for one in heard if one.kind == Follow.Kind.TAG}
    context = {
        "new": new[:_MOST_NEW],
        "has_more_new": len(new) > _MOST_NEW,
        "listed": listed,
        "rows": [row for row in rows if not row.follow.is_silenced],
        "silenced": [row for row in rows if row.follow.is_silenced],
        "follows_all": any(one.kind == Follow.Kind.ALL for one in heard),
        "tags": [tag for tag in Tag.objects.all() if str(tag.pk) not in tags],
        "limit": _limit(request),
        "breadcrumb": breadcrumbs.below_index("What you follow"),
    }
    return render(request, "forum_following/following.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Show how the member hears of the thing that ?what= names; follow it, or stop."""
    subject = find(request.GET.get("what", ""), request)
    if subject is None:
        raise Http404("There is nothing to follow here.")
    if "stop" in request.POST:
        return _stop(request, subject)
    asked = "way" in request.POST or "ask" in request.POST
    form = HowForm(
        request.POST if asked else None,
        kind=subject.kind,
        initial={"way": DEFAULT_WAYS[Follow.Kind(subject.kind)]},
    )
    if request.method == "POST" and (not asked or form.is_valid()):
        return _follow(request, subject, form.cleaned_data["way"] if asked else None)
    own = request.user.follows.filter(kind=subject.kind, key=subject.key).first()
    if own is not None:
        form.initial["way"] = own.way
    context = {
        "subject": subject,
        "kind": Follow.Kind(subject.kind),
        "own": own,
        "form": form,
        "limit": _limit(request),
        "breadcrumb": breadcrumbs.below_index("Follow"),
    }
    return render(request, "forum_following/choose.html", context)


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how the member hears of one thing in their list, or stop."""
    own = get_object_or_404(request.user.follows, pk=pk)
    form = HowForm(request.POST, kind=own.kind)
    if "forget" in request.POST:
        own.delete()
        messages.success(request, "You hear of this discussion as of any other again.")
    elif "stop" in request.POST:
        stop(person=request.user, place=own.place)
        messages.success(request, "You follow this no more.")
    elif form.is_valid():
        follow(person=request.user, place=own.place, way=form.cleaned_data["way"])
        messages.success(request, "Your choice is kept.")
    else:
        messages.error(request, "Choose one of the ways to hear of it.")
    return redirect("forum_following:following")


def _follow(request: HttpRequest, subject: Subject, way: str | None) -> HttpResponse:
    try:
        own = follow(person=request.user, place=subject.place, way=way)
    except TooMany:
        messages.error(
            request,
            f"You follow {MOST} things already, which is the most. Stop one first.",
        )
        return redirect("forum_following:following")
    if own.is_silenced:
        messages.success(request, f"You hear no more of “{subject.title}”.")
    else:
        how = own.way_words[0].lower() + own.way_words[1:]
        if own.way == Way.SITE:
            how = "you are told on the site"
        messages.success(request, f"You follow “{subject.title}”: {how}.")
    return _back(subject)


def _stop(request: HttpRequest, subject: Subject) -> HttpResponse:
    stop(person=request.user, place=subject.place)
    messages.success(request, f"You hear no more of “{subject.title}”.")
    return _back(subject)


def _back(subject: Subject) -> HttpResponse:
    if subject.kind == Follow.Kind.ALL:
        return redirect("forum_following:following")
    return redirect(subject.url)


def _limit(request: HttpRequest) -> Any:
    """Return the words for what the member chose for all they follow, if it limits it."""
    way = way_of(request.user, FOLLOWING)
    return None if way == Way.AT_ONCE else kind_of(FOLLOWING).choices[way]
