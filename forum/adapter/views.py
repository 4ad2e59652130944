"""From the rest of the hub to the discussion of a page, or to a question of one's own."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forum.adapter import breadcrumbs, links
from forum.adapter.models import BoardProfile
from forum.forum.models import Forum
from forum.forum_permission.models import UserForumPermission
from forum.moderating.refusals import kept_words

#: As long as a topic's subject may be.
LONGEST_SUBJECT = 255


@require_safe
@login_required
def discuss(request: HttpRequest) -> HttpResponse:
    """Join the discussion of something, or begin it on the board that suits it best."""
    about = request.GET.get("about", "")
    thing = links.thing_from(about, request.user)
    if thing is None:
        raise Http404("There is nothing to discuss here.")
    topic = links.topics_about(thing, request.user, request).first()
    if topic is not None:
        return redirect(topic)
    board = _board_for(thing, request)
    if board is None:
        return _refused(request)
    return redirect(_new_topic(board, about=about))


@require_safe
@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Offer the boards to ask on, with the words that were searched for in vain."""
    subject = subject_from(request.GET)
    boards = _open_boards(request)
    if not boards:
        return _refused(request)
    context = {
        "subject": subject,
        "boards": [(board, _new_topic(board, subject=subject)) for board in boards],
        "breadcrumb": breadcrumbs.below_index("Ask a question"),
    }
    return render(request, "forum_adapter/ask.html", context)


def _refused(request: HttpRequest) -> HttpResponse:
    """Say why nothing can be begun. Raises PermissionDenied where there is no more to say."""
    why = PermissionDenied("There is no board to write on.")
    page = kept_words(request, None, why)
    if page is None:
        raise why
    return page


def subject_from(params: QueryDict) -> str:
    """Return the subject that an address suggests, on one line and short enough."""
    return " ".join(params.get("subject", "").split())[:LONGEST_SUBJECT]


def _new_topic(board: Forum, **begun: str) -> str:
    """Return the address of the form for a new topic on `board`, begun like this."""
    create = reverse(
        "forum_conversation:topic_create",
        kwargs={"forum_slug": board.slug, "forum_pk": board.pk},
    )
    return f"{create}?{urlencode(begun)}"


def _open_boards(request: HttpRequest) -> list[Forum]:
    """Return the boards on which the asker may begin a topic, in their order."""
    handler = request.forum_permission_handler
    return [
        board
        for board in handler._get_all_forums()
        if board.is_forum and handler.can_add_topic(board, request.user)
    ]


def _board_for(thing: Model, request: HttpRequest) -> Forum | None:
    """Prefer boards that visitors can read too, and those that share its topics."""
    boards = _open_boards(request)
    shared = _topics_of(thing)
    tags: dict[int, set[Any]] = {}
    for board_id, tag_id in BoardProfile.topics.through.objects.values_list(
        "boardprofile_id", "topic_id"
    ):
        tags.setdefault(board_id, set()).add(tag_id)
    public = set(
        UserForumPermission.objects.filter(
            anonymous_user=True,
            has_perm=True,
            permission__codename="can_read_forum",
        ).values_list("forum_id", flat=True)
    )

    def fitness(board: Forum) -> tuple[bool, int]:
        return board.pk in public, len(shared & tags.get(board.pk, set()))

    # max() keeps the first of equals, so the order of the board list decides.
    return max(boards, key=fitness, default=None)


def _topics_of(thing: Model) -> set[Any]:
    topics = getattr(thing, "topics", None)
    return {topic.pk for topic in topics.all()} if topics is not None else set()
