"""Lists that a reader narrows: any-of within a question, all across questions.

One mechanism for every list of the hub: the state is in the address, a value nobody
offers and a parameter nobody knows are dropped, counts follow the other questions, and
all counts of all questions take two queries: what is listed, and what it answers
(`hub.search.counting`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

import numpy as np
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from hub.design.facets import Chip, Facet, FacetOption
from hub.search.counting import Answers, Lookup

# Each chip's address names all other values that are chosen. Beyond these, a value is
# taken off where it was ticked, or with all others.
MOST_CHIPS = 50


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to narrow by: its GET parameter, its label, where its values live.

    `lookup` is the path from the listed model to the value (`services__key`), or an
    expression that says it; `options` are the values on offer with their labels, in
    order. `among` keeps the rows whose value may be asked for: one that is hidden
    neither counts nor finds. `groups` names the group of a value, where there are many.
    """

    name: str
    label: str
    lookup: Lookup
    options: Sequence[tuple[str, str]]
    among: Q = field(default_factory=Q)
    groups: Mapping[str, str] = field(default_factory=dict)
    is_folded: bool = False

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


def query_of(params: Mapping[str, object]) -> str:
    """Return the query of an address that says this; what is empty is left out."""
    said = urlencode(
        {name: value for name, value in params.items() if value not in (None, "")},
        doseq=True,
    )
    return f"?{said}"


class NarrowedList:
    """A queryset narrowed by what an address asks for.

    `kept` is what else an address of the list says, as the page has understood it: the
    words, say. `keys` are the primary keys of all that the queryset holds, in order,
    where the caller has read them already.
    """

    def __init__(
        self,
        queryset: QuerySet,
        questions: Iterable[Question],
        params: QueryDict,
        *,
        kept: Mapping[str, str] | None = None,
        keys: Sequence[int] | None = None,
    ) -> None:
        self.queryset = queryset
        self.questions = list(questions)
        self.kept = kept or {}
        self.chosen = {
            question.name: question.chosen(params) for question in self.questions
        }
        self._given = keys

    @property
    def is_narrowed(self) -> bool:
        """Whether any value is chosen."""
        return any(self.chosen.values())

    def results(self) -> QuerySet:
        """Return the things that answer every question."""
        # What is only listed need not be counted first.
        if not self.is_narrowed:
            return self.queryset
        return self.queryset.filter(pk__in=self.keys)

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of the things that answer every question, in order."""
        return self._answers.keys[self._answering(leave_out="")].tolist()

    def facets(self) -> list[Facet]:
        """Return each question with the values that would find something."""
        facets = map(self._facet, range(len(self.questions)))
        return [facet for facet in facets if facet.options]

    def chips(self, address: Callable[..., str] | None = None) -> list[Chip]:
        """Return the first values chosen, each with the address that drops it.

        A page that knows its addresses itself gives `address`, which takes what changes.
        """
        address = address or self.address
        chosen = (
            (question.name, value, label)
            for question in self.questions
            for value, label in question.options
            if value in self.chosen[question.name]
        )
        return [
            Chip(
                label,
                address(**{name: [one for one in self.chosen[name] if one != value]}),
            )
            for name, value, label in islice(chosen, MOST_CHIPS)
        ]

    def address(self, **changes: object) -> str:
        """Return the address of the list with some parameters changed, at its first page."""
        return query_of({**self.kept, **self.chosen, **changes})

    def as_pairs(self) -> list[tuple[str, str]]:
        """Return the values chosen as (parameter, value), for a form to keep."""
        return [
            (name, value) for name, values in self.chosen.items() for value in values
        ]

    def labels(self, name: str, key: int) -> list[str]:
        """Return what one of the things answers to a question, in words; no query."""
        number, question = next(
            pair for pair in enumerate(self.questions) if pair[1].name == name
        )
        has = self._answers.has
        return [label for value, label in question.options if has(number, value, key)]

    @cached_property
    def _answers(self) -> Answers:
        listed = self._given
        if listed is None:
            listed = list(self.queryset.values_list("pk", flat=True))
        asked = [(question.lookup, question.among) for question in self.questions]
        return Answers(self.queryset.model, listed, asked)

    def _facet(self, number: int) -> Facet:
        question = self.questions[number]
        chosen = self.chosen[question.name]
        # Without a value of its own it follows what is shown, like most.
        others = self._answering(leave_out=question.name if chosen else "")
        counts = {
            value: self._answers.count(number, value, others)
            for value, _ in question.options
        }
        options = [
            FacetOption(
                value,
                label,
                counts[value],
                value in chosen,
                question.groups.get(value, ""),
            )
            for value, label in question.options
            if counts[value] or value in chosen
        ]
        return Facet(question.name, question.label, options, question.is_folded)

    def _answering(self, *, leave_out: str) -> np.ndarray:
        """Return which things answer every question, but for one that is left out."""
        answering = np.ones(len(self._answers.keys), dtype=bool)
        for number, question in enumerate(self.questions):
            values = self.chosen[question.name]
            if values and question.name != leave_out:
                answering &= self._answers.having(number, values)
        return answering
