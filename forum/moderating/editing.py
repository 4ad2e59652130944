"""Noting what moderators change in other people's messages, from machina's own views."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from forum.adapter.models import Question, TopicTag
from forum.forum_conversation.forum_polls.models import TopicPoll, TopicPollOption
from forum.forum_conversation.models import Post
from forum.moderating import topics
from forum.moderating.forms import ReasonForm
from forum.moderating.log import Kind, note_post


class EditNotedMixin:
    """For the views that change a post: one that is somebody else's is noted."""

    def form_valid(self, post_form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the words as they were, for moderators, before others take their place."""
        post = self.get_post()
        if self.preview or post.poster_id == self.request.user.pk:
            return super().form_valid(post_form, *args, **kwargs)
        before = Post.objects.filter(pk=post.pk).first()
        beside = _beside_the_words(post)
        response = super().form_valid(post_form, *args, **kwargs)
        if before is not None:
            _note_change(before, beside, self.request.user)
        return response


def _note_change(before: Post, beside: dict[str, Any], moderator: Any) -> None:
    """Note what is kept now and was not before; the form may not have saved anything."""
    after = Post.objects.get(pk=before.pk)
    now = _beside_the_words(after)
    changed = [sentence for sentence in beside if beside[sentence] != now[sentence]]
    is_said_anew = (before.subject, before.content.raw) != (
        after.subject,
        after.content.raw,
    )
    if changed or is_said_anew:
        note_post(
            Kind.EDIT,
            actor=moderator,
            post=before,
            reason=" ".join(changed),
            words=before.content.raw if is_said_anew else "",
        )


def _beside_the_words(post: Post) -> dict[str, Any]:
    """Return all else that a form of a post changes, by what is said of its change."""
    topic = post.topic_id
    poll = TopicPoll.objects.filter(topic=topic)
    options = TopicPollOption.objects.filter(poll__topic=topic).order_by("pk")
    tags = TopicTag.objects.filter(topic=topic).values_list("tag", flat=True)
    return {
        "Files changed.": list(post.files.order_by("pk").values_list("pk", "words")),
        "Poll changed.": [
            *poll.values_list("question", "max_options", "duration", "user_changes"),
            *options.values_list("text", flat=True),
        ],
        "Topics changed.": set(tags),
        "It became a question, or ceased to be one.": Question.objects.filter(
            topic=topic
        ).exists(),
    }


class RemovalNotedMixin:
    """For the view that deletes a post: one that is somebody else's is noted and told."""

    def removal_form(self) -> forms.Form | None:
        """Return the form that asks why; nobody explains why they delete their own."""
        if self.get_object().poster_id == self.request.user.pk:
            return None
        sent = self.request.method == "POST"
        return ReasonForm(self.request.POST if sent else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask why."""
        kwargs.setdefault("reason_form", self.removal_form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete the post, with the reason for its author."""
        self.object = post = self.get_object()
        form = self.removal_form()
        if form is None:
            return super().post(request, *args, **kwargs)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reason_form=form))
        address = self.get_success_url()
        topics.remove_post(
            post=post, moderator=request.user, reason=form.cleaned_data["reason"]
        )
        return HttpResponseRedirect(address)
