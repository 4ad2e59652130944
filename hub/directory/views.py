"""The directory's list and profiles."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hub.directory.asked import Asked
from hub.directory.cards import cards_of
from hub.directory.listing import PAGE_SIZE
from hub.directory.mapping import links_of, map_context
from hub.directory.models import Organisation
from hub.directory.place_words import place_words, ways_out
from hub.directory.profile import profile_context
from hub.search.narrowing import page_of

LEAD = (
    "Care co-ops and employee-owned providers, and the organisations that work "
    "with them."
)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List what is in the directory, narrowed by what the address asks for."""
    asked = Asked.of(request.GET, user=request.user)
    page = page_of(Paginator(asked.keys, PAGE_SIZE), request.GET.get("page"))
    context = {
        "lead": LEAD,
        "asked": asked,
        "place": place_words(asked),
        "view": asked.view,
        "words": asked.words,
        "page": page,
        "cards": cards_of(asked, page),
        "facets": asked.facets(),
        "chips": asked.chips(),
        "ways_out": [] if asked.keys else ways_out(asked),
        "links": links_of(asked),
        "breadcrumb": [("Home", "/"), ("Find a co-op", None)],
    }
    if asked.view == "map":
        context |= map_context(asked)
    response = render(request, "directory/list.html", context)
    if request.headers.get("HX-Request"):
        # The form sends what is empty and what is usual; the address need not say it.
        number = page.number if page.number > 1 else None
        response["HX-Push-Url"] = request.path + asked.address(page=number).rstrip("?")
    return response


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organisation."""
    organisation = get_object_or_404(Organisation.objects.listed(), slug=slug)
    return render(
        request,
        "directory/profile.html",
        profile_context(organisation, user=request.user),
    )
