"""What an address of the forum names must belong together, and be there for the asker."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
)
from django.shortcuts import get_object_or_404

from forum.forum.models import Forum
from forum.forum_conversation.models import Post, Topic

READING = ("GET", "HEAD", "OPTIONS")


class ConversationMixin:
    """For every view whose address names a board, and perhaps a topic and a post.

    Machina believes the board in the address: a reply sent through another board's id took
    that board's rules, so that approval was skipped and strangers could lock (S8, S9).
    Here a post must lie in the topic and the topic on the board, or there is nothing.
    Writing happens in one transaction that holds the topic's row.
    """

    topic_kwarg: str | None = None
    post_kwarg: str | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write in one transaction."""
        if request.method in READING:
            return super().dispatch(request, *args, **kwargs)
        if not hasattr(self, (request.method or "").lower()):
            return HttpResponseNotAllowed(self._allowed_methods())
        with transaction.atomic():
            return super().dispatch(request, *args, **kwargs)

    def check_permissions(self, request: HttpRequest) -> HttpResponse | None:
        """Ask for the board, find what the address names, then ask whether one may."""
        # Before topics and posts are looked up: the answers would tell which there are.
        refuse_if_hidden(request, self.kwargs["forum_pk"])
        self.find_named()
        refused = super().check_permissions(request)
        if refused is None:
            self.hide_what_waits()
        return refused

    def find_named(self) -> None:
        """Load board, topic and post of the address under the names machina looks for."""
        board_pk = self.kwargs["forum_pk"]
        if self.topic_kwarg is None:
            self._forum = get_object_or_404(Forum, pk=board_pk)
            return
        topics = Topic.objects.select_related("forum", "poster", "poll", "question")
        if self.request.method not in READING:
            # Nobody locks, moves or deletes the topic while this is written.
            topics = Topic.objects.select_related("forum").select_for_update(
                of=("self",)
            )
        self._topic = self.topic = get_object_or_404(
            topics, pk=self.kwargs[self.topic_kwarg], forum=board_pk
        )
        self._forum = self._topic.forum
        if self.post_kwarg is not None:
            self._forum_post = get_object_or_404(
                self._topic.posts.select_related("poster"),
                pk=self.kwargs[self.post_kwarg],
            )

    def hide_what_waits(self) -> None:
        """Show what waits for approval to moderators only (S12)."""
        if self.topic_kwarg is None:
            return
        handler = self.request.forum_permission_handler
        approved = self._topic.approved
        if self.post_kwarg is not None:
            approved = approved and self._forum_post.approved
        if not approved and not handler.can_approve_posts(
            self._forum, self.request.user
        ):
            raise Http404("This waits for approval.")


def refuse_if_hidden(request: HttpRequest, board_pk: int) -> None:
    """Answer for a board that is not for the asker as for one that is not there.

    The page that says so offers visitors to sign in, which is how members get to where a
    link in their mail leads. Raises Http404.
    """
    handler = request.forum_permission_handler
    boards = {board.pk: board for board in handler._get_all_forums()}
    board = boards.get(board_pk)
    if board is None or not handler.can_read_forum(board, request.user):
        raise Http404("There is no such board.")


def refusal(request: HttpRequest) -> HttpResponse:
    """Ask a visitor to sign in, as machina does, and refuse a member."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())


def post_of_number(topic: Topic, number: str) -> Post | None:
    """Return the approved post of `topic` with that number, whatever was typed (B6)."""
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    return topic.posts.filter(approved=True, pk=int(number)).first()
