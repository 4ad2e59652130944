"""The route finder; its answers live in the address."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from hub.core.visibility import Asker, pages_visible_to
from hub.procurement.models import ClausePage, Provision, RoutePage
from hub.procurement.routing.questions import QUESTIONS, Answers, answers_of, chosen
from hub.procurement.routing.rules import open_routes
from hub.procurement.trail import below_door


@dataclass(frozen=True, slots=True)
class OpenRoute:
    """A route that may be open: why, on what law, with which clauses, and who has used it."""

    route: RoutePage
    why: str
    provisions: list[Provision]
    clauses: list[ClausePage]
    cases: list[Page]


@require_safe
def find_a_route(request: HttpRequest) -> HttpResponse:
    """Ask, and show the routes that may be open."""
    given, answers = chosen(request.GET), answers_of(request.GET)
    context = {
        "questions": [(one, given.get(one.name, "")) for one in QUESTIONS],
        "unanswered": [one for one in QUESTIONS if given and one.name not in given],
        "answers": answers,
        "told": [
            (one.label, dict(one.choices)[given[one.name]])
            for one in QUESTIONS
            if answers
        ],
        "routes": _found(answers, request.user) if answers else [],
        "breadcrumb": below_door("Find a route"),
    }
    return render(request, "procurement/find_a_route.html", context)


def _found(answers: Answers, user: Asker) -> list[OpenRoute]:
    """Return the open routes in the order of the rules; the same queries for any number."""
    why = open_routes(answers)
    routes = {route.slug: route for route in _routes(answers, list(why), user)}
    return [
        _open(routes[slug], reason, answers)
        for slug, reason in why.items()
        if slug in routes
    ]


def _routes(answers: Answers, slugs: list[str], user: Asker) -> Any:
    clauses = ClausePage.objects.visible_to(user).filter(nations__nation=answers.nation)
    sections = Provision.objects.with_law().in_order()
    cases = _case_studies(user)
    if cases is not None:
        clauses = clauses.prefetch_related(Prefetch("case_studies", cases))
    return (
        RoutePage.objects.visible_to(user)
        .filter(slug__in=slugs, nations__nation=answers.nation)
        .prefetch_related(
            "nations",
            Prefetch("clauses", clauses.order_by("title")),
            Prefetch("provisions", sections.filter(nations__nation=answers.nation)),
        )
    )


def _case_studies(user: Asker) -> Any:
    """Return the case studies `user` may see; they are a plug-in, and may not be there."""
    for relation in ClausePage._meta.related_objects:
        if relation.get_accessor_name() == "case_studies":
            cases = relation.related_model.objects.all()
            return pages_visible_to(user, cases).order_by("title")
    return None


def _open(route: RoutePage, why: str, answers: Answers) -> OpenRoute:
    clauses = list(route.clauses.all())
    cases = {
        case.pk: case
        for clause in clauses
        for case in (
            clause.case_studies.all() if hasattr(clause, "case_studies") else ()
        )
    }
    return OpenRoute(
        route, why, list(route.provisions.all()), clauses, list(cases.values())
    )
