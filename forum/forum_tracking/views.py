"""What is new to a member, and marking it as read."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
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
from forum.forum.views import with_what_lists_show
from forum.forum_conversation.addresses import refuse_if_hidden
from forum.forum_conversation.models import Topic
from forum.forum_tracking.handler import TrackingHandler


class UnreadTopicsView(MachinaUnreadTopicsView):
    """The topics with something new, a page at a time."""

    extra_context = {"breadcrumb": breadcrumbs.to_unread()}

    def get_queryset(self) -> QuerySet[Topic]:
        """Let the database find them; machina loads every topic there is."""
        topics = TrackingHandler(self.request).unread_topics(self.request.user)
        return with_what_lists_show(topics)


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
