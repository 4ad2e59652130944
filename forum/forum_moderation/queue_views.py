"""What waits for a moderator: the list, and the decisions."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from machina.apps.forum_moderation import views as machina

from forum.adapter import breadcrumbs
from forum.files.access import show_files
from forum.forum_conversation.forum_polls.results import shown_poll
from forum.forum_conversation.models import Post
from forum.forum_moderation.transactions import OneTransactionMixin
from forum.moderating import queue, toolbar
from forum.moderating.forms import DeclineForm


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
    """The posts that wait for a moderator, to be decided one by one or several at once."""

    def get_queryset(self) -> QuerySet[Post]:
        """Load what the list shows, in a fixed number of queries."""
        posts = super().get_queryset().order_by("created", "pk")
        return posts.select_related("poster__profile", "topic__forum")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back, and what was chosen before something was missing."""
        kwargs.setdefault("form", DeclineForm())
        return super().get_context_data(
            breadcrumb=breadcrumbs.to_queue(),
            chosen=set(self.request.POST.getlist("post")),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide about what was chosen, all of it or nothing."""
        chosen = numbers_from(request.POST.getlist("post"))
        declines = request.POST.get("verb") == "decline"
        form = DeclineForm(request.POST)
        if not declines:
            form.fields["reason"].required = False
        if form.is_valid() and chosen:
            return self.decide(
                chosen, form.cleaned_data["reason"] if declines else None
            )
        if not chosen:
            form.add_error(None, "Please choose at least one message.")
        self.object_list = self.get_queryset()
        return self.render_to_response(self.get_context_data(form=form))

    def decide(self, chosen: list[int], reason: str | None) -> HttpResponse:
        """Approve, or decline with the reason; say how many there still were."""
        handler, user = self.request.forum_permission_handler, self.request.user
        about = {
            "posts": chosen,
            "moderator": user,
            "boards": [board.pk for board in handler.get_moderation_queue_forums(user)],
        }
        if reason is None:
            done, word = queue.approve(**about), "approved"
        else:
            done, word = queue.decline(reason=reason, **about), "declined"
        some = "1 message is" if done == 1 else f"{done} messages are"
        messages.success(self.request, f"{some} {word}.")
        if done < len(chosen):
            messages.info(self.request, "Somebody else has decided about the others.")
        return HttpResponseRedirect(self.request.path)


def numbers_from(typed: list[str]) -> list[int]:
    """Return the numbers among what a form sent, whatever that was."""
    return [
        int(one)
        for one in typed[:500]
        if one.isascii() and one.isdecimal() and len(one) <= 15
    ]


class ModerationQueueDetailView(WaitingPostMixin, machina.ModerationQueueDetailView):
    """One post that waits."""

    doing = "A message"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the message with its files and poll, and the way to its author."""
        context = super().get_context_data(**kwargs)
        post, user = self.get_object(), self.request.user
        posts = [post]
        if "previous_posts" in context:
            posts += context["previous_posts"]
        show_files(posts, post.topic.forum, user, self.request)
        if "poll" in context:
            handler = self.request.forum_permission_handler
            context["poll"] = shown_poll(post.topic, user, handler)["poll"]
        toolbar.lead_to_member(post, self.request)
        return context


class DecidingMixin(WaitingPostMixin):
    """For the two views that decide about one post."""

    # The verb holds the topic first and the post after it, like everybody who writes.
    def get_queryset(self) -> QuerySet[Post]:
        """Find the post without holding it."""
        posts = Post.objects.filter(approved=False)
        return posts.select_related("topic__forum", "poster")

    def about(self) -> dict[str, Any]:
        """Return what both verbs take."""
        post = self.get_object()
        return {
            "posts": [post.pk],
            "moderator": self.request.user,
            "boards": [post.topic.forum_id],
        }


class PostApproveView(DecidingMixin, machina.PostApproveView):
    """Let a post appear."""

    doing = "Approve"
    success_message = "The message is approved and appears on the board."

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve it."""
        queue.approve(**self.about())
        messages.success(request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())


class PostDisapproveView(DecidingMixin, machina.PostDisapproveView):
    """Turn a post down: it is deleted, and its author told why."""

    doing = "Decline"
    success_message = "The message has been declined. Its author has been told why."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask why."""
        kwargs.setdefault("form", DeclineForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decline it, with the reason."""
        self.object = self.get_object()
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        queue.decline(reason=form.cleaned_data["reason"], **self.about())
        messages.success(request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())
