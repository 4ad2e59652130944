"""Noting what moderators change in other people's messages, from machina's own views."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from forum.forum_conversation.models import Post
from forum.moderating import topics
from forum.moderating.forms import ReasonForm
from forum.moderating.log import Kind, note_post


class EditNotedMixin:
    """For the views that change a post: one that is somebody else's is noted."""

    def form_valid(self, post_form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the words as they were, for moderators, before others take their place."""
        post = self.get_post()
        before = Post.objects.filter(pk=post.pk).first()
        response = super().form_valid(post_form, *args, **kwargs)
        others = post.poster_id != self.request.user.pk
        if others and not self.preview and before is not None:
            _note_change(before, post_form.instance, self.request.user)
        return response


def _note_change(before: Post, after: Post, moderator: Any) -> None:
    if (before.subject, before.content.raw) == (after.subject, after.content.raw):
        return
    note_post(Kind.EDIT, actor=moderator, post=before, words=before.content.raw)


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
