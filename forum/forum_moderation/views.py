"""What moderators do: each step asks first, then happens in one transaction."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from machina.apps.forum_moderation import views as machina

from forum.adapter import breadcrumbs
from forum.forum_conversation.models import Topic
from forum.forum_moderation.queue_views import (
    ModerationQueueDetailView,
    ModerationQueueListView,
    PostApproveView,
    PostDisapproveView,
)
from forum.forum_moderation.transactions import OneTransactionMixin
from forum.moderating import topics
from forum.moderating.forms import LockForm, ReasonForm


class TopicMixin(OneTransactionMixin):
    """For the views that change a topic, each by a verb that notes who did it."""

    belongs_to = ("forum",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            breadcrumb=breadcrumbs.below_topic(self.get_object(), self.doing), **kwargs
        )


class OneStepMixin(TopicMixin, ABC):
    """For those that do one thing, once what they ask for was typed."""

    note_form: type[forms.Form] = forms.Form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is asked for."""
        kwargs.setdefault("form", self.note_form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, with what was typed."""
        self.object = self.get_object()
        form = self.note_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self.do(self.object, request.user, form.cleaned_data)
        messages.success(request, self.success_message)
        return HttpResponseRedirect(self.where_to(self.object))

    def where_to(self, topic: Topic) -> str:
        """Return to the topic."""
        return topic.get_absolute_url()

    @abstractmethod
    def do(self, topic: Topic, moderator: Any, asked: dict[str, Any]) -> None:
        """Do what the view is for."""


class TopicLockView(OneStepMixin, machina.TopicLockView):
    """Close a topic to replies, with a sentence for its readers."""

    doing = "Lock"
    note_form = LockForm
    success_message = "The topic is locked: nobody can reply any more."

    def do(self, topic: Topic, moderator: Any, asked: dict[str, Any]) -> None:
        """Lock it."""
        topics.lock(topic=topic, moderator=moderator, sentence=asked["sentence"])


class TopicUnlockView(OneStepMixin, machina.TopicUnlockView):
    """Open a topic to replies again."""

    doing = "Unlock"
    success_message = "The topic is open to replies again."

    def do(self, topic: Topic, moderator: Any, asked: dict[str, Any]) -> None:
        """Unlock it."""
        topics.unlock(topic=topic, moderator=moderator)


class TopicDeleteView(OneStepMixin, machina.TopicDeleteView):
    """Delete a topic with all its posts."""

    doing = "Delete"
    note_form = ReasonForm
    success_message = "The topic and its messages have been deleted."

    def do(self, topic: Topic, moderator: Any, asked: dict[str, Any]) -> None:
        """Delete it."""
        topics.delete(topic=topic, moderator=moderator, reason=asked["reason"])

    def where_to(self, topic: Topic) -> str:
        """Return to the board."""
        return topic.forum.get_absolute_url()


class TopicMoveView(TopicMixin, machina.TopicMoveView):
    """Move a topic to another board; its old address leads there."""

    doing = "Move"
    success_message = "The topic has moved. Its old address leads here."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask where to."""
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move it where the form says."""
        self.object = self.get_object()
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        """Move the topic, and lock it where that was asked for."""
        asked, moderator = form.cleaned_data, self.request.user
        topic = topics.move(
            topic=self.object,
            board=asked["forum"],
            moderator=moderator,
            reason=asked["reason"],
        )
        if asked["lock_topic"] and not topic.is_locked:
            topics.lock(topic=topic, moderator=moderator)
        messages.success(self.request, self.success_message)
        return HttpResponseRedirect(topic.get_absolute_url())


class PinMixin(OneStepMixin):
    """For the two views that share one page."""

    pinned = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask in words."""
        return super().get_context_data(heading=f"{self.doing} this topic?", **kwargs)

    def do(self, topic: Topic, moderator: Any, asked: dict[str, Any]) -> None:
        """Pin or unpin it."""
        topics.pin(topic=topic, moderator=moderator, pinned=self.pinned)


class TopicUpdateToNormalTopicView(PinMixin, machina.TopicUpdateToNormalTopicView):
    """Let a pinned topic take its place by date again."""

    doing = question = "Unpin"
    pinned = False
    success_message = "The topic is no longer pinned."


class TopicUpdateToStickyTopicView(PinMixin, machina.TopicUpdateToStickyTopicView):
    """Pin a topic to the top of its board."""

    doing = question = "Pin"
    success_message = "The topic is pinned to the top of its board."


__all__ = [
    "ModerationQueueDetailView",
    "ModerationQueueListView",
    "PostApproveView",
    "PostDisapproveView",
    "TopicDeleteView",
    "TopicLockView",
    "TopicMoveView",
    "TopicUnlockView",
    "TopicUpdateToNormalTopicView",
    "TopicUpdateToStickyTopicView",
]
