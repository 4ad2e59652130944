"""Lists that a reader narrows: any-of within a question, all across questions.

One mechanism for every list of the hub: the state is in the address, a value nobody
offers is dropped, counts follow the other questions, and the number of queries depends
on the number of questions alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, QueryDict

from hub.design.facets import Chip, Facet, FacetOption


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to narrow by: its GET parameter, its label, where its values live.

    `lookup` is the path from the listed model to the value (`services__key`); `options`
    are the values on offer with their labels, in order. `among` keeps the rows whose
    value may be asked for: one that is hidden neither counts nor finds.
    """

    name: str
    label: str
    lookup: str
    options: Sequence[tuple[str, str]]
    among: Q = field(default_factory=Q)

    def chosen(self, params: QueryDict) -> list[str]:
        """Return the values asked for that are on offer, in the order on offer."""
        asked = set(params.getlist(self.name))
        return [value for value, _ in self.options if value in asked]


def page_of(paginator: Paginator, asked: str | None) -> Page:
    """Return the page asked for; Http404 for one that is not there."""
    try:
        return paginator.page(asked or 1)
    except InvalidPage as error:
        raise Http404("No such page.") from error


class NarrowedList:
    """A queryset narrowed by what an address asks for."""

    def __init__(
        self, queryset: QuerySet, questions: Iterable[Question], params: QueryDict
    ) -> None:
        self.queryset = queryset
        self.questions = list(questions)
        self.params = params
        self.chosen = {
            question.name: question.chosen(params) for question in self.questions
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether any value is chosen."""
        return any(self.chosen.values())

    def results(self) -> QuerySet:
        """Return the things that answer every question."""
        return self._narrowed(leave_out=None)

    def facets(self) -> list[Facet]:
        """Return each question with the values that would find something."""
        return [facet for facet in map(self._facet, self.questions) if facet.options]

    def chips(self) -> list[Chip]:
        """Return the values chosen, each with the address that drops it."""
        return [
            Chip(label, self._without(question.name, value))
            for question in self.questions
            for value, label in question.options
            if value in self.chosen[question.name]
        ]

    def as_pairs(self) -> list[tuple[str, str]]:
        """Return the values chosen as (parameter, value), for a form to keep."""
        return [
            (name, value) for name, values in self.chosen.items() for value in values
        ]

    def _facet(self, question: Question) -> Facet:
        rows = (
            self._narrowed(leave_out=question.name)
            .filter(question.among)
            .order_by()
            .values_list(question.lookup)
            .annotate(count=Count("pk", distinct=True))
        )
        counts = dict(rows)
        chosen = self.chosen[question.name]
        options = [
            FacetOption(value, label, counts.get(value, 0), value in chosen)
            for value, label in question.options
            if counts.get(value) or value in chosen
        ]
        return Facet(question.name, question.label, options)

    def _narrowed(self, *, leave_out: str | None) -> QuerySet:
        narrowed = self.queryset
        for question in self.questions:
            values = self.chosen[question.name]
            if values and question.name != leave_out:
                # A subquery, so that a thing with two of the values is listed once.
                matching = (
                    self.queryset.model._default_manager.filter(
                        question.among, **{f"{question.lookup}__in": values}
                    )
                    .order_by()
                    .values("pk")
                )
                narrowed = narrowed.filter(pk__in=matching)
        return narrowed

    def _without(self, name: str, value: str) -> str:
        params = self.params.copy()
        params.setlist(name, [kept for kept in params.getlist(name) if kept != value])
        params.pop("page", None)
        return f"?{params.urlencode()}" if params else "?"
