"""The results page."""

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.core.visibility import keys_for
from hub.design.facets import Chip, Facet, FacetOption
from hub.search.answers import LAST_PAGE, PAGE_SIZE, Results, search
from hub.search.queries import without_kind
from hub.search.sources import kind_labels

# The order in which kinds stand beside the results.
KIND_ORDER = (
    "organisation",
    "case_study",
    "guide",
    "route",
    "clause",
    "topic",
    "page",
)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found for ?q=, narrowed by ?kind= (which may repeat)."""
    typed = request.GET.get("q", "")
    labels = kind_labels()
    kinds = [kind for kind in labels if kind in request.GET.getlist("kind")]
    number = _page_number(request.GET.get("page", "1"))
    found = search(
        typed, visible=keys_for(request.user), chosen={"kind": kinds}, page=number
    )
    page = _page(found, number)
    chosen = list(dict.fromkeys([*kinds, *found.question.kinds]))
    context = {
        "results": found,
        "page": page,
        "facets": [_kind_facet(found, chosen, labels)],
        "chips": [
            Chip(labels[kind], _address(typed, kinds, without=[kind]))
            for kind in chosen
        ],
        "clear_url": _address(typed, kinds, without=chosen),
        "hidden": [("kind", kind) for kind in kinds],
    }
    return render(request, "search/results.html", context)


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


def _kind_facet(found: Results, chosen: list[str], labels: dict[str, str]) -> Facet:
    counts = found.counts.get("kind", {})
    order = [kind for kind in KIND_ORDER if kind in labels]
    order += [kind for kind in labels if kind not in order]
    return Facet(
        "kind",
        "Kind",
        [
            FacetOption(kind, labels[kind], counts.get(kind, 0), kind in chosen)
            for kind in order
            if counts.get(kind) or kind in chosen
        ],
    )


def _address(text: str, kinds: list[str], *, without: list[str]) -> str:
    """Return the address of the same question without some of its kinds.

    A kind may have been ticked, or typed as `kind:`.
    """
    address = QueryDict(mutable=True)
    for kind in without:
        text = without_kind(text, kind)
    address["q"] = text
    address.setlist("kind", [kind for kind in kinds if kind not in without])
    return f"?{address.urlencode()}"
