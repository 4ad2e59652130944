"""The list of boards, and a board with its topics."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet, prefetch_related_objects
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404
from machina.apps.forum.views import ForumView as MachinaForumView
from machina.apps.forum.views import IndexView as MachinaIndexView

from forum.adapter import breadcrumbs
from forum.forum.models import Forum
from forum.forum.visibility import ForumVisibilityContentTree
from forum.forum_conversation.addresses import refuse_if_hidden
from forum.forum_conversation.models import Topic
from forum.forum_tracking.handler import TrackingHandler


class IndexView(MachinaIndexView):
    """The boards that the asker may read."""

    def get_queryset(self) -> ForumVisibilityContentTree:
        """Load each board with its latest post, topic and author: no query per board."""
        boards = self.request.forum_permission_handler.forum_list_filter(
            Forum.objects.select_related("last_post__topic", "last_post__poster"),
            self.request.user,
        )
        return ForumVisibilityContentTree.from_forums(boards)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which boards hold something the member has not read, and the queue."""
        context = super().get_context_data(**kwargs)
        handler = self.request.forum_permission_handler
        mark_boards(context["forums"].forums, self.request)
        context["may_moderate"] = handler.can_access_moderation_queue(self.request.user)
        context["search_hidden"] = {"kind": "topic"}
        context["breadcrumb"] = breadcrumbs.to_index()
        return context


class ForumView(MachinaForumView):
    """A board: the boards below it, and its topics."""

    def check_permissions(self, request: HttpRequest) -> None:
        """Answer for a hidden board as for one that is not there."""
        refuse_if_hidden(request, self.kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send an old name of the board to its address; permission is checked by now."""
        board = self.get_forum()
        if self.kwargs["slug"] != board.slug:
            return HttpResponsePermanentRedirect(_with_query(board, request))
        if board.is_link:
            raise Http404("The hub has no boards that are links.")
        return super().get(request, **kwargs)

    def get_forum(self) -> Forum:
        """Return the board of the address."""
        if not hasattr(self, "forum"):
            self.forum = get_object_or_404(Forum, pk=self.kwargs["pk"])
        return self.forum

    def get_queryset(self) -> QuerySet[Topic]:
        """Add what the list shows of each topic: no query per topic."""
        return with_what_lists_show(super().get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out announcements that wait for approval (S12), and say what one may do."""
        context = super().get_context_data(**kwargs)
        handler = self.request.forum_permission_handler
        board, user = self.get_forum(), self.request.user
        context["announces"] = [
            topic for topic in context["announces"] if topic.approved
        ]
        unread = {topic.pk for topic in context["unread_topics"]}
        for topic in [*context["announces"], *context["topics"]]:
            topic.is_unread = topic.pk in unread
        if context["sub_forums"]:
            mark_boards(context["sub_forums"].forums, self.request)
        context["unread_ids"] = unread
        context["is_private"] = not handler.can_read_forum(board, AnonymousUser())
        context["may_start_topic"] = board.is_forum and handler.can_add_topic(
            board, user
        )
        context["breadcrumb"] = breadcrumbs.to_board(board)
        return context


def mark_boards(boards: list[Forum], request: HttpRequest) -> None:
    """Note on each board whether it holds news for the asker, and who may read it."""
    handler = request.forum_permission_handler
    unread = TrackingHandler(request).get_unread_forums_from_list(request.user, boards)
    public = handler.get_readable_forums(boards, AnonymousUser())
    prefetch_related_objects(boards, "last_post__topic")
    for board in boards:
        if board.last_post is not None:
            # Known already; its address would ask for it again, board by board.
            board.last_post.topic.forum = board
        board.is_unread = board in unread
        board.is_private = board not in public


def with_what_lists_show(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Load what a row of a topic list shows, in a fixed number of queries."""
    return topics.select_related(
        "forum", "poster", "last_post__poster", "question"
    ).prefetch_related("topic_tags__tag")


def _with_query(board: Forum, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{board.get_absolute_url()}{'?' if query else ''}{query}"
