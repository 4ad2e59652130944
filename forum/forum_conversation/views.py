"""Topics and posts: writing, editing, deleting; reading is beside."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from machina.apps.forum_conversation import views as machina

from forum.adapter import breadcrumbs, links
from forum.adapter.views import subject_from
from forum.files.access import may_send_files, show_files
from forum.files.forms import ADDED, FilesForm, files_form
from forum.files.judging import Upload
from forum.files.often import judge_within_limit
from forum.forum_conversation.addresses import (
    ConversationMixin,
)
from forum.forum_conversation.forms import PostForm, TopicForm
from forum.forum_conversation.forum_polls.forms import PollForm, poll_form
from forum.forum_conversation.models import Post, Topic
from forum.forum_conversation.reading import TopicView
from forum.moderating.editing import EditNotedMixin, RemovalNotedMixin
from forum.writing.drafting import DraftingMixin
from forum.writing.quoting import quote_into


class WritingMixin(DraftingMixin, ConversationMixin):
    """For the views that take a form."""

    success_message = "Your message has been posted."
    approval_required_message = "A moderator reads it first; then it appears here."
    doing = ""
    button = "Save changes"
    upload: Upload | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge what was sent before any row is held: pictures are drawn anew."""
        if request.method == "POST" and may_send_files(request, kwargs["forum_pk"]):
            files = request.FILES.getlist(ADDED)
            self.upload = judge_within_limit(files, request.user)
        return super().dispatch(request, *args, **kwargs)

    def init_attachment_cache(self) -> None:
        """Keep nothing where machina does: files that wait have rows of their own."""

    def get_post_form_kwargs(self) -> dict[str, Any]:
        """Share the request's answers about permissions with the form."""
        handler = self.request.forum_permission_handler
        kwargs = {"perm_handler": handler, "asks": True}
        return {**super().get_post_form_kwargs(), **kwargs}

    def get_attachment_formset(self, formset_class: type) -> FilesForm:
        """Take files by a form of ours; machina's takes anybody's by id (S2)."""
        return files_form(
            self.request,
            board=self.get_forum(),
            post=self.get_post(),
            upload=self.upload,
        )

    def form_valid(
        self,
        post_form: PostForm,
        attachment_formset: FilesForm,
        *more: Any,
        **kwargs: Any,
    ) -> HttpResponse:
        """Post what is right in all its parts, once, as often as the limit allows."""
        may_go = self.preview or post_form.consume()
        if not self.preview and post_form.already_there is not None:
            return self.lead_to(post_form.already_there)
        if not may_go:
            return self.form_invalid(post_form, attachment_formset, *more, **kwargs)
        return super().form_valid(post_form, attachment_formset, *more, **kwargs)

    def lead_to(self, there: Post) -> HttpResponse:
        """Answer a message sent twice with the first one, as it is by now.

        Files, a poll or tags that came with the second are not put on it: a moderator
        may have read it since, others may have voted, the topic may be locked.
        """
        self.forum_post = there
        self.clear_draft()
        messages.info(
            self.request,
            "You have sent this message already; it is there once. To change it or to "
            "add something, please edit it.",
        )
        if not there.approved:
            messages.warning(self.request, self.approval_required_message)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(
        self,
        post_form: PostForm,
        attachment_formset: FilesForm,
        *more: Any,
        **kwargs: Any,
    ) -> HttpResponse:
        """Say what is wrong where it is, and to programs where a limit was met."""
        if more:
            kwargs["poll_option_formset"] = more[0]
        context = self.get_context_data(
            post_form=post_form, attachment_formset=attachment_formset, **kwargs
        )
        too_often = self.upload is not None and self.upload.is_too_often
        status = 429 if too_often else post_form.status
        return self.render_to_response(context, status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        context = super().get_context_data(**kwargs)
        topic = self.get_topic()
        context["button"] = self.button
        context["breadcrumb"] = (
            breadcrumbs.below_topic(topic, self.doing)
            if topic
            else breadcrumbs.below_board(self.get_forum(), self.doing)
        )
        return context


class TopicWritingMixin(WritingMixin):
    """For the two views that take a whole topic."""

    def get_poll_option_formset(self, formset_class: type) -> PollForm | None:
        """Take a poll by a form of ours; machina's takes any option by id (S3)."""
        return poll_form(self.request, board=self.get_forum(), topic=self.get_topic())


class TopicCreateView(TopicWritingMixin, machina.TopicCreateView):
    """Begin a topic, perhaps about something on the hub."""

    doing = "New topic"
    button = "Post topic"

    def find_named(self) -> None:
        """Accept topics on boards only, not on the headings above them."""
        super().find_named()
        if not self._forum.is_forum:
            raise Http404("Topics belong on boards.")

    def get_post_form_kwargs(self) -> dict[str, Any]:
        """Begin with the thing that the topic is to be about, or with a question."""
        kwargs = super().get_post_form_kwargs()
        if subject := subject_from(self.request.GET):
            begun = {"subject": subject, "is_question": True}
            kwargs["initial"] = {**begun, **kwargs.get("initial", {})}
        about = self.request.GET.get("about", "")
        thing = links.thing_from(about, self.request.user)
        if thing is not None:
            begun = {"about": about, "subject": links.title_of(thing)}
            kwargs["initial"] = {**begun, **kwargs.get("initial", {})}
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the thing that the topic will be about."""
        context = super().get_context_data(**kwargs)
        about = context["post_form"]["about"].value() or ""
        thing = links.thing_from(about, self.request.user)
        context["about_title"] = links.title_of(thing) if thing else ""
        return context


class TopicUpdateView(EditNotedMixin, TopicWritingMixin, machina.TopicUpdateView):
    """Change a topic's subject, opening post and tags."""

    topic_kwarg = "pk"
    doing = "Edit"
    success_message = "Your changes are saved."

    def find_named(self) -> None:
        """Find the topic, and the post that opens it."""
        super().find_named()
        if self._topic.first_post is None:
            raise Http404("This topic has no opening post.")

    def get_success_url(self) -> str:
        """Return to the topic, or to the board where the topic waits again (S14)."""
        if self.forum_post.approved:
            return self.forum_post.topic.get_absolute_url()
        return self.get_forum().get_absolute_url()


class PostCreateView(WritingMixin, machina.PostCreateView):
    """Reply to a topic."""

    topic_kwarg = "topic_pk"
    open_to_author = False
    doing = "Reply"
    button = "Post reply"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the messages before this one with their files."""
        context = super().get_context_data(**kwargs)
        posts = context["previous_posts"]
        show_files(posts, self.get_forum(), self.request.user, self.request)
        return context

    def get_post_form_kwargs(self) -> dict[str, Any]:
        """Begin with a quote, after what the member had begun already."""
        kwargs = super().get_post_form_kwargs()
        asked = self.request.GET.get("quote", "")
        if asked and self.request.method in ("GET", "HEAD"):
            quote_into(kwargs.setdefault("initial", {}), self.get_topic(), asked)
        return kwargs

    def address_after_move(self, topic: Topic) -> str:
        """Go on to reply where the topic is now."""
        return topic.address("post_create")

    def get_success_url(self) -> str:
        """Return to the reply, or to the topic where the reply waits."""
        if self.forum_post.approved:
            return self.forum_post.get_absolute_url()
        return self.forum_post.topic.get_absolute_url()


class PostUpdateView(EditNotedMixin, WritingMixin, machina.PostUpdateView):
    """Change a reply."""

    topic_kwarg = "topic_pk"
    post_kwarg = "pk"
    doing = "Edit"
    success_message = "Your changes are saved."

    def get_success_url(self) -> str:
        """Return to the post, or to the topic where the post waits again (S14)."""
        if self.forum_post.approved:
            return self.forum_post.get_absolute_url()
        return self.forum_post.topic.get_absolute_url()


class PostDeleteView(RemovalNotedMixin, ConversationMixin, machina.PostDeleteView):
    """Delete a post, after asking."""

    topic_kwarg = "topic_pk"
    post_kwarg = "pk"
    success_message = "The message has been deleted."

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        """Return the post of the address."""
        return self._forum_post

    def get_success_url(self) -> str:
        """Return to the topic, or to the board if the topic goes along.

        Asked before anything is deleted. Machina looks for the last approved post, of which
        a topic that waits has none.
        """
        messages.success(self.request, self.success_message)
        ends = self._forum_post.ends_topic
        return (self._topic.forum if ends else self._topic).get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            breadcrumb=breadcrumbs.below_topic(self._topic, "Delete a message"),
            **kwargs,
        )


__all__ = [
    "PostCreateView",
    "PostDeleteView",
    "PostForm",
    "PostUpdateView",
    "TopicCreateView",
    "TopicForm",
    "TopicUpdateView",
    "TopicView",
]
