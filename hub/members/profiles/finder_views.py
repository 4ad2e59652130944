"""The people finder."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.members.models import Profile
from hub.members.profiles.finder import PAGE_SIZE, found_by, questions
from hub.members.profiles.seen import SeenProfile
from hub.search.narrowing import NarrowedList, page_of
from hub.search.section import words_of


@login_required
@require_safe
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """List the people who want to be found, to members."""
    words = words_of(request.GET)
    narrowed = NarrowedList(
        found_by(words, Profile.objects.listed()),
        questions(),
        request.GET,
        kept={"q": words},
    )
    rows = narrowed.results().prefetch_related(
        "can_help_with", "user__memberships__organisation"
    )
    page = page_of(Paginator(rows, PAGE_SIZE), request.GET.get("page"))
    context = {
        "words": words,
        "page": page,
        "people": [SeenProfile.by(request.user, profile) for profile in page],
        "facets": narrowed.facets(),
        "chips": narrowed.chips(),
        "hidden": narrowed.as_pairs(),
        "is_narrowed": narrowed.is_narrowed or bool(words),
        "breadcrumb": [("Home", "/"), ("People", None)],
    }
    return render(request, "members/people.html", context)
