"""What is new to a member, and marking it as read."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from machina.apps.forum_tracking.views import (
    MarkForumsReadView as MachinaMarkForumsReadView,
)
from machina.apps.forum_tracking.views import (
    MarkTopicsReadView as MachinaMarkTopicsReadView,
)
from machina.apps.forum_tracking.views import (
    UnreadTopicsView as MachinaUnreadTopicsView,
)

from forum.adapter import breadcrumbs
from forum.forum.views import for_lists_across_boards
from forum.forum_conversation.addresses import refuse_if_hidden
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import visits
from forum.forum_tracking.handler import TrackingHandler
from forum.forum_tracking.marks import mark_of, with_marks


class UnreadTopicsView(MachinaUnreadTopicsView):
    """The topics with something new, a page at a time."""

    extra_context = {"breadcrumb": breadcrumbs.to_unread()}

    def get_queryset(self) -> QuerySet[Topic]:
        """Let the database find them; machina loads every topic there is."""
        topics = TrackingHandler(self.request).unread_topics(self.request.user)
        return for_lists_across_boards(topics)


class NewSinceView(MachinaUnreadTopicsView):
    """The discussions that others wrote in since the member's visit before this one."""

    template_name = "forum_tracking/new_topic_list.html"
    extra_context = {"breadcrumb": breadcrumbs.below_index("Since your last visit")}

    def get_queryset(self) -> QuerySet[Topic]:
        """Count what others have written since then, discussion by discussion."""
        user = self.request.user
        self.visit = visits.note(user)
        self.since = self.visit.before or timezone.now() - visits.OTHERWISE
        fresh = Post.objects.filter(
            topic=OuterRef("pk"), approved=True, created__gt=self.since
        ).exclude(poster=user)
        counted = fresh.order_by().values("topic").annotate(number=Count("pk"))
        topics = TrackingHandler(self.request).readable_topics(user)
        # The first condition spares looking at the posts of everything older.
        topics = topics.filter(Exists(fresh), last_post_on__gt=self.since).annotate(
            new_count=Subquery(counted.values("number"))
        )
        topics = with_marks(for_lists_across_boards(topics), user)
        return topics.order_by("-last_post_on", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say since when, and which of them are still unread."""
        context = super().get_context_data(
            since=self.since, is_known=self.visit.before is not None, **kwargs
        )
        for topic in context["topics"]:
            mark = mark_of(topic)
            topic.is_unread = mark is None or mark < topic.last_post_on
        return context


class MarkForumsReadView(MachinaMarkForumsReadView):
    """Mark everything as read. Only mounted for all boards at once (S18)."""

    success_message = "Everything is marked as read."
    extra_context = {"breadcrumb": breadcrumbs.to_unread()}


class MarkTopicsReadView(MachinaMarkTopicsReadView):
    """Mark the topics of one board as read."""

    success_message = "The topics of this board are marked as read."

    def check_permissions(self, request: HttpRequest) -> None:
        """Answer for a hidden board as for one that is not there."""
        refuse_if_hidden(request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            breadcrumb=breadcrumbs.to_board(self.forum), **kwargs
        )
