"""From a page of the hub to the discussion of it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from forum.adapter import links
from forum.adapter.models import BoardProfile
from forum.forum.models import Forum
from forum.forum_permission.models import UserForumPermission


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
        raise PermissionDenied
    create = reverse(
        "forum_conversation:topic_create",
        kwargs={"forum_slug": board.slug, "forum_pk": board.pk},
    )
    return redirect(f"{create}?{urlencode({'about': about})}")


def _board_for(thing: Model, request: HttpRequest) -> Forum | None:
    """Prefer boards that visitors can read too, and those that share its topics."""
    handler = request.forum_permission_handler
    boards = [
        board
        for board in handler._get_all_forums()
        if board.is_forum and handler.can_add_topic(board, request.user)
    ]
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
