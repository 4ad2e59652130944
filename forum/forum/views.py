"""The list of boards, and a board with its topics."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
)
from django.utils.functional import cached_property
from machina.apps.forum.views import ForumView as MachinaForumView
from machina.apps.forum.views import IndexView as MachinaIndexView

from forum.adapter import breadcrumbs
from forum.adapter.models import TopicTag
from forum.forum.models import Forum
from forum.forum.pages import CountedPaginator
from forum.forum.visibility import ForumVisibilityContentTree
from forum.forum_conversation.addresses import refuse_if_hidden, to_the_one_address
from forum.forum_conversation.models import Topic
from forum.forum_tracking import visits
from forum.forum_tracking.handler import TrackingHandler
from forum.forum_tracking.marks import boards_seen, unread_boards, with_marks
from forum.forum_tracking.models import ForumReadTrack
from forum.moderating.boards import archived_for, archived_with_below, describe
from forum.moderating.former import topics_moved_from

#: What `User.get_display_name` looks at.
_NAMED_BY = ("display_name", "is_active", "erased_at")
#: The tags of many topics, in one query.
TAGS = Prefetch("topic_tags", TopicTag.objects.select_related("tag"))


class IndexView(MachinaIndexView):
    """The boards that the asker may read."""

    def get_queryset(self) -> ForumVisibilityContentTree:
        """Load each board with all that its row shows: one query for all of them."""
        archived = archived_with_below(self.request)
        return tree_of(Forum.objects.exclude(pk__in=archived), self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the queue, and the search."""
        context = super().get_context_data(**kwargs)
        handler = self.request.forum_permission_handler
        context["may_moderate"] = handler.can_access_moderation_queue(self.request.user)
        context["archived"] = archived_for(self.request)
        context["search_hidden"] = {"kind": "topic"}
        visits.note(self.request.user)
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
        is_named_so = self.kwargs["slug"] == board.slug
        elsewhere = to_the_one_address(request, board.get_absolute_url(), is_named_so)
        if elsewhere:
            return elsewhere
        if board.is_link:
            raise Http404("The hub has no boards that are links.")
        return super().get(request, **kwargs)

    def get_forum(self) -> Forum:
        """Return the board of the address."""
        if not hasattr(self, "forum"):
            # The handler has loaded the boards, to ask whether this one may be read.
            boards = self.request.forum_permission_handler._get_all_forums()
            wanted = self.kwargs["pk"]
            self.forum = next((one for one in boards if one.pk == wanted), None)
            if self.forum is None:
                raise Http404("There is no such board.")
        return self.forum

    def get_queryset(self) -> QuerySet[Topic]:
        """Return the board's topics; its announcements stand on every page instead.

        What waits for approval is listed to whoever wrote it.
        """
        return self._topics(self._shown()).exclude(type=Topic.TOPIC_ANNOUNCE)

    @cached_property
    def announces(self) -> list[Topic]:
        """The announcements, without those that wait for approval (S12).

        Most boards have none, which is asked more cheaply than all that a row shows.
        """
        announced = Q(approved=True, type=Topic.TOPIC_ANNOUNCE)
        if not self.get_forum().topics.filter(announced).exists():
            return []
        return list(self._topics(announced))

    def _shown(self) -> Q:
        shown, user = Q(approved=True), self.request.user
        return shown | Q(poster=user.pk) if user.is_authenticated else shown

    def _topics(self, shown: Q) -> QuerySet[Topic]:
        topics = self.get_forum().topics.filter(shown)
        return with_marks(with_what_lists_show(topics), self.request.user)

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs: Any) -> Any:
        """Take the count that the board keeps of its topics, where it is what is shown."""
        if self.request.user.is_authenticated:
            return super().get_paginator(queryset, per_page, **kwargs)
        count = self.get_forum().direct_topics_count - len(self.announces)
        return CountedPaginator(queryset, per_page, count=count, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what stands on the board, and what one may do there.

        Machina's own is passed over: it asks anew for most of this.
        """
        context = super(MachinaForumView, self).get_context_data(**kwargs)
        handler = self.request.forum_permission_handler
        board, user = self.get_forum(), self.request.user
        visits.note(user)
        topics = [*self.announces, *context["topics"]]
        prefetch_related_objects(topics, TAGS)
        unread = set(TrackingHandler(self.request).get_unread_topics(topics, user))
        for topic in topics:
            topic.is_unread = topic in unread
        describe([board], self.request)
        first_page = context["page_obj"].number == 1
        return context | {
            "forum": board,
            "announces": self.announces,
            "sub_forums": tree_of(board.get_descendants(), self.request),
            "unread_ids": {topic.pk for topic in unread},
            "is_private": not handler.may_read_board(board.pk, AnonymousUser()),
            "suspension": handler.suspension_of(user),
            "moved": topics_moved_from(board, self.request) if first_page else [],
            "may_start_topic": board.is_forum and handler.can_add_topic(board, user),
            "breadcrumb": breadcrumbs.to_board(board),
        }


def tree_of(
    boards: QuerySet[Forum], request: HttpRequest
) -> ForumVisibilityContentTree:
    """Return those that the asker may read, as a tree: one query, or none for no boards."""
    handler, user = request.forum_permission_handler, request.user
    if boards.query.is_empty():
        return ForumVisibilityContentTree()
    shown = boards.select_related("last_post__topic", "last_post__poster").defer(
        "last_post__content", "last_post___content_rendered"
    )
    if user.is_authenticated:
        marks = ForumReadTrack.objects.filter(user=user.pk, forum=OuterRef("pk"))
        shown = shown.annotate(seen_on=Subquery(marks.values("mark_time")[:1]))
    found = list(handler.forum_list_filter(shown, user))
    _mark(found, request)
    return ForumVisibilityContentTree.from_forums(found)


def _mark(boards: list[Forum], request: HttpRequest) -> None:
    """Note on each board whether it holds news for the asker, and who may read it."""
    public = set(request.forum_permission_handler.readable_ids(AnonymousUser()))
    unread = set()
    if request.user.is_authenticated:
        marks = {one.pk: one.seen_on for one in boards}
        unread = set(unread_boards(boards, boards_seen(boards, marks, request.user)))
    describe(boards, request)
    for board in boards:
        if board.last_post is not None:
            # Known already; its address would ask for it again, board by board.
            board.last_post.topic.forum = board
        board.is_unread = board in unread
        board.is_private = board.pk not in public


def with_what_lists_show(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Load what a row of a topic list shows, but the topics' tags, in one query.

    Of two people and a post in each row that is their names alone: loading all the rest
    was a third of the time of the page.
    """
    return topics.select_related(
        "poster", "last_post__poster", "question__accepted"
    ).only(
        *(column.name for column in Topic._meta.concrete_fields),
        *(f"poster__{column}" for column in _NAMED_BY),
        *(f"last_post__poster__{column}" for column in _NAMED_BY),
        "question__topic",
        "question__accepted__post",
    )


def for_lists_across_boards(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Load what a row shows where topics of several boards stand; two queries."""
    rows = with_what_lists_show(topics)
    return rows.select_related("forum").prefetch_related(TAGS)
