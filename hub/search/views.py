"""The results page, and what is offered while somebody types."""

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from hub.core.page_cache import draw_each_time
from hub.core.visibility import keys_for
from hub.search.answers import LAST_PAGE, PAGE_SIZE, Results, search, suggest
from hub.search.choices import Choices
from hub.search.log import record
from hub.search.nearest import nearest_topics
from hub.search.queries import MOST_LETTERS


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found for ?q=, narrowed by the facets, each of which may repeat."""
    choices = Choices(request.GET)
    visible = keys_for(request.user)
    number = _page_number(request.GET.get("page", "1"))
    found = search(choices.typed, visible=visible, chosen=choices.asked, page=number)
    record(found, request)
    context = {
        "results": found,
        "page": _page(found, number),
        "facets": choices.facets(found),
        "chips": choices.chips(found),
        "clear_url": choices.cleared(found),
        "meant_url": choices.address(found, text=found.did_you_mean),
    }
    if not (found.reach or found.question.asks_nothing):
        text = found.question.text
        context["nearest"] = nearest_topics(text, visible=visible)
    response = render(request, "search/results.html", context)
    # What people search for is counted, and the index changes by itself.
    draw_each_time(response)
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Offer things whose titles begin as ?q= does: the options of a list, as HTML."""
    typed = " ".join(request.GET.get("q", "").split())[:MOST_LETTERS]
    hits = suggest(typed, visible=keys_for(request.user)) if typed else []
    context = {"typed": typed, "hits": hits}
    return HttpResponse(render_to_string("search/suggestions.html", context))


def _page_number(asked: str) -> int:
    # The length first: Python refuses to read a number of thousands of digits.
    if not (len(asked) <= 9 and asked.isascii() and asked.isdigit()):
        raise Http404("No such page.")
    if not 1 <= int(asked) <= LAST_PAGE:
        raise Http404("No such page.")
    return int(asked)


class _AnsweredPaginator(Paginator):
    """Pages of results of which the engine has returned only the one asked for."""

    def __init__(self, found: Results) -> None:
        super().__init__(found.hits, PAGE_SIZE)
        self.count = min(found.total, LAST_PAGE * PAGE_SIZE)


def _page(found: Results, number: int) -> Page:
    paginator = _AnsweredPaginator(found)
    if number > paginator.num_pages:
        raise Http404("No such page.")
    return Page(found.hits, number, paginator)
