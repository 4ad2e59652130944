"""What moderators do: each step asks first, then happens in one transaction."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from machina.apps.forum_moderation import views as machina

from forum.adapter import breadcrumbs
from forum.forum.models import Forum
from forum.forum_conversation.addresses import READING, refusal
from forum.forum_conversation.models import Post


class OneTransactionMixin:
    """For every view here: hold the row while it is changed, so no reply is lost."""

    doing = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change what is to be changed wholly, or not at all."""
        if request.method in READING:
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            return super().dispatch(request, *args, **kwargs)

    def check_permissions(self, request: HttpRequest) -> HttpResponse | None:
        """Tell only who moderates that there is no such row; refuse others either way."""
        try:
            return super().check_permissions(request)
        except Http404:
            handler = request.forum_permission_handler
            if handler.can_access_moderation_queue(request.user):
                raise
            return refusal(request)

    def get_queryset(self) -> QuerySet:
        """Load the row with what it belongs to, and hold it for writing."""
        rows = super().get_queryset().select_related(*self.belongs_to)
        if self.request.method in READING:
            return rows
        return rows.select_for_update(of=("self",))

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        """Load the row once; machina asks for it up to three times."""
        if not hasattr(self, "_row"):
            self._row = super().get_object(queryset)
        return self._row


class TopicMixin(OneTransactionMixin):
    """For the views that change a topic."""

    belongs_to = ("forum",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            breadcrumb=breadcrumbs.below_topic(self.get_object(), self.doing), **kwargs
        )


class TopicLockView(TopicMixin, machina.TopicLockView):
    """Close a topic to replies."""

    doing = "Lock"
    success_message = "The topic is locked: nobody can reply any more."


class TopicUnlockView(TopicMixin, machina.TopicUnlockView):
    """Open a topic to replies again."""

    doing = "Unlock"
    success_message = "The topic is open to replies again."


class TopicDeleteView(TopicMixin, machina.TopicDeleteView):
    """Delete a topic with all its posts."""

    doing = "Delete"
    success_message = "The topic and its messages have been deleted."


class TopicMoveView(TopicMixin, machina.TopicMoveView):
    """Move a topic to another board."""

    doing = "Move"
    success_message = "The topic has moved."

    def form_valid(self, form: Any) -> HttpResponse:
        """Hold both boards, always in the same order, so that two moves cannot block."""
        both = (self.object.forum_id, form.cleaned_data["forum"].pk)
        list(Forum.objects.select_for_update().filter(pk__in=both).order_by("pk"))
        return super().form_valid(form)


class PinMixin(TopicMixin):
    """For the two views that share one page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask in words."""
        return super().get_context_data(heading=f"{self.doing} this topic?", **kwargs)


class TopicUpdateToNormalTopicView(PinMixin, machina.TopicUpdateToNormalTopicView):
    """Let a pinned topic take its place by date again."""

    doing = question = "Unpin"
    success_message = "The topic is no longer pinned."


class TopicUpdateToStickyTopicView(PinMixin, machina.TopicUpdateToStickyTopicView):
    """Pin a topic to the top of its board."""

    doing = question = "Pin"
    success_message = "The topic is pinned to the top of its board."


class WaitingPostMixin(OneTransactionMixin):
    """For the views about a post that waits: one already approved is not theirs to touch."""

    belongs_to = ("topic__forum",)

    def get_queryset(self) -> QuerySet[Post]:
        """Leave out approved posts, which "disapprove" would delete."""
        return super().get_queryset().filter(approved=False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            breadcrumb=breadcrumbs.to_queue(self.doing), **kwargs
        )


class ModerationQueueListView(machina.ModerationQueueListView):
    """The posts that wait for a moderator."""

    extra_context = {"breadcrumb": breadcrumbs.to_queue()}

    def get_queryset(self) -> QuerySet[Post]:
        """Load what the list shows, in a fixed number of queries."""
        return super().get_queryset().select_related("poster", "topic__forum")


class ModerationQueueDetailView(WaitingPostMixin, machina.ModerationQueueDetailView):
    """One post that waits."""

    doing = "A message"


class PostApproveView(WaitingPostMixin, machina.PostApproveView):
    """Let a post appear."""

    doing = "Approve"
    success_message = "The message is approved and appears on the board."


class PostDisapproveView(WaitingPostMixin, machina.PostDisapproveView):
    """Turn a post down: it is deleted."""

    doing = "Decline"
    success_message = "The message has been declined and deleted."
