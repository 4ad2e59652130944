"""The directory's list and profiles."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hub.directory.listing import PAGE_SIZE, questions
from hub.directory.models import Organisation
from hub.directory.profile import profile_context
from hub.search.narrowing import NarrowedList, page_of
from hub.search.section import keep_found, words_of

LEAD = (
    "Care co-ops and employee-owned providers, and the organisations that work "
    "with them."
)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List what is in the directory, narrowed by what the address asks for."""
    words = words_of(request.GET)
    listed = Organisation.objects.listed().providers_first()
    found = keep_found(listed, words, kind="organisation", user=request.user)
    narrowed = NarrowedList(found, questions(), request.GET)
    paginator = Paginator(narrowed.results().for_cards(), PAGE_SIZE)
    context = {
        "lead": LEAD,
        "words": words,
        "page": page_of(paginator, request.GET.get("page")),
        "facets": narrowed.facets(),
        "chips": narrowed.chips(),
        "hidden": narrowed.as_pairs(),
        "is_narrowed": narrowed.is_narrowed or bool(words),
        "breadcrumb": [("Home", "/"), ("Find a co-op", None)],
    }
    return render(request, "directory/list.html", context)


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organisation."""
    organisation = get_object_or_404(Organisation.objects.listed(), slug=slug)
    return render(
        request,
        "directory/profile.html",
        profile_context(organisation, user=request.user),
    )
