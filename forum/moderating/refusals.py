"""Saying why somebody cannot write, and giving back what they had typed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forum.adapter.visibility import handler_of

#: The fields of the forum's forms that hold words.
_WORDS = ("content", "words")
#: Nothing longer can be posted.
_LONGEST = 100_000


def kept_words(request: HttpRequest, topic: Any, refused: Exception) -> Any:
    """Return the page that refuses a member, or None where the usual one will do.

    What is not there for the asker answers like what is not there at all: 404.
    """
    if not request.user.is_authenticated:
        return None
    if isinstance(refused, Http404):
        if not _typed(request):
            return None
        return cannot_write(request, "gone", status=404)
    suspension = handler_of(request).suspension_of(request.user)
    if suspension is not None:
        return cannot_write(request, "suspended", suspension=suspension)
    if topic is not None and topic.is_locked and _typed(request):
        return cannot_write(request, "locked", topic=topic)
    return cannot_write(request, "closed") if _typed(request) else None


def cannot_write(
    request: HttpRequest, why: str, status: int = 403, **context: Any
) -> HttpResponse:
    """Say why nothing can be written here."""
    context |= {"why": why, "typed": _typed(request)}
    return render(request, "forum_moderating/cannot_write.html", context, status=status)


def _typed(request: HttpRequest) -> str:
    if request.method != "POST":
        return ""
    found = (request.POST.get(name, "").strip() for name in _WORDS)
    return next(filter(None, found), "")[:_LONGEST]
