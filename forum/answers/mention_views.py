"""What is offered while somebody types a name in a message."""

import time
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum.adapter.visibility import readable_boards
from forum.answers.completion import offered

#: Each letter may be a question; a program that gathers everybody asks more.
MOST_A_MINUTE = 90


@require_safe
@login_required
@never_cache
def mentions(request: HttpRequest) -> HttpResponse:
    """Offer people who may read ?board= and are called ?q=: options of a list, as HTML."""
    board = _board(request)
    if not _within_limit(request.user.pk):
        return HttpResponse(status=429)
    people = offered(request.GET.get("q", ""), board=board, asker=request.user)
    context = {"people": people}
    return HttpResponse(render_to_string("forum_answers/mentions.html", context))


def completion_of(board: Any) -> dict[str, str]:
    """Return the attributes of a message field in which names are completed."""
    return {"data-mentions": f"{reverse('forum_answers:mentions')}?board={board.pk}"}


def _board(request: HttpRequest) -> int:
    """Return the board asked for; one that is hidden is as one that is not there."""
    readable = {str(board.pk) for board in readable_boards(request.user, request)}
    board = request.GET.get("board", "")
    if board not in readable:
        raise Http404("There is no such board.")
    return int(board)


def _within_limit(person: int) -> bool:
    # allauth's limits leave out what is asked by GET.
    key = f"forum.answers.mentions:{person}:{int(time.time() // 60)}"
    if cache.add(key, 1, timeout=120):
        return True
    try:
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:
        # It ran out between the two.
        return True
