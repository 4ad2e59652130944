"""The glossary, on one page."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub.glossary.models import Term


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """List every term under its letter."""
    every = list(Term.objects.by_name().prefetch_related("see"))
    letters = [
        (letter, list(group))
        for letter, group in groupby(every, lambda term: term.name[0].upper())
    ]
    trail = [("Home", "/"), ("Glossary", None)]
    context = {"letters": letters, "count": len(every), "breadcrumb": trail}
    return render(request, "glossary/terms.html", context)
