"""The self-check as a page and as a file. Nothing is stored; no session is opened."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from hub.downloads.blocks import (
    Block,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Run,
    Table,
    words,
)
from hub.downloads.views import as_file
from hub.procurement.self_check.questions import Result, areas, given, results
from hub.procurement.trail import below_door

_TITLE = "How ready are we to buy care from co-ops?"


# Nothing is changed and nobody is known, so there is nothing for a forged form to do;
# without a token the page needs no cookie.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest) -> HttpResponse:
    """Show the questions and, when they are sent, what the answers come to."""
    levels = given(request.POST)
    found = results(levels)
    questions = [
        (area, [(one, levels.get(one.key)) for one in area.questions])
        for area in areas()
    ]
    context = {
        "areas": questions,
        "was_sent": request.method == "POST",
        "results": found,
        "missing": sum(len(area.questions) for area in areas()) - len(levels),
        "breadcrumb": below_door("Self-check"),
    }
    return render(request, "procurement/self_check.html", context)


@csrf_exempt
@never_cache
@require_POST
def self_check_file(request: HttpRequest) -> HttpResponse:
    """Return the answers, and what they come to, as a document."""
    levels = given(request.POST)
    today = timezone.localdate()
    paper = Paper(
        title=_TITLE,
        summary="A private self-check. The hub has kept none of it.",
        blocks=(*_table(levels), *_next(results(levels))),
        foot=settings.SITE_NAME,
        date=today,
    )
    return as_file(paper, "self-check", "docx")


def _table(levels: dict[str, int]) -> list[Block]:
    rows = tuple(
        (
            area.title,
            one.text,
            f"{levels[one.key]}: {one.levels[levels[one.key] - 1]}"
            if one.key in levels
            else "Not answered",
        )
        for area in areas()
        for one in area.questions
    )
    head = ("Area", "Statement", "Level from 1 to 5")
    return [Heading(1, "Your answers"), Table("What you answered", head, rows)]


def _next(found: list[Result]) -> list[Block]:
    low = [one for one in found if one.is_low]
    if not low:
        return []
    blocks: list[Block] = [Heading(1, "What to read next")]
    for one in low:
        blocks.append(Heading(2, f"{one.area.title}: {one.score:.1f} of 5"))
        blocks.append(Paragraph(words(one.area.about)))
        links = tuple(
            (Run(title, href=urljoin(f"{settings.BASE_URL}/", url)),)
            for title, url in one.area.reading
        )
        blocks.append(Listing(links))
    return blocks
