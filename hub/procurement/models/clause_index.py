"""The library of model clauses."""

from django.core.paginator import Paginator
from django.http import HttpRequest

from hub.core.models import BasePage
from hub.procurement.models.clause import ClausePage
from hub.procurement.narrowing import clause_list
from hub.procurement.querysets import ProcurementManager
from hub.search.narrowing import page_of
from hub.search.section import words_of

CLAUSES_A_PAGE = 100


class ClauseIndexPage(BasePage):
    """The clause library, to narrow by facets; stands under the procurement page."""

    # Found through what is in it.
    searchable = False

    parent_page_types = ["procurement.ProcurementIndexPage"]
    subpage_types = ["procurement.ClausePage"]
    max_count = 1

    objects = ProcurementManager()

    def get_context(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> dict:
        """Add the clauses that the address asks for, a page at a time."""
        context = super().get_context(request, *args, **kwargs)
        clauses = ClausePage.objects.visible_to(request.user).child_of(self).by_title()
        narrowed = clause_list(clauses, request.GET, request.user)
        found = Paginator(narrowed.results().for_rows(), CLAUSES_A_PAGE)
        return context | {
            "narrowed": narrowed,
            "words": words_of(request.GET),
            "page_obj": page_of(found, request.GET.get("page")),
        }
