"""Topics and posts: reading, writing, editing, deleting."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from machina.apps.forum_conversation import views as machina
from machina.conf import settings as machina_settings

from forum.adapter import breadcrumbs, links
from forum.adapter.views import subject_from
from forum.forum_conversation.addresses import ConversationMixin, post_of_number
from forum.forum_conversation.forms import PostForm, TopicForm
from forum.forum_conversation.forum_attachments.models import Attachment
from forum.forum_conversation.forum_polls.models import TopicPollOption
from forum.forum_conversation.models import Post, Topic
from hub.members.models import Profile


class TopicView(ConversationMixin, machina.TopicView):
    """A topic and its posts, a page at a time."""

    topic_kwarg = "pk"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send an old name to the topic's address, and `?post=` to the post's page."""
        topic = self.topic
        named = (self.kwargs["forum_slug"], self.kwargs["slug"])
        if named != (topic.forum.slug, topic.slug):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(
                f"{topic.get_absolute_url()}{'?' if query else ''}{query}"
            )
        asked = request.GET.copy()
        post = post_of_number(topic, (asked.pop("post", None) or [""])[-1])
        if post is not None:
            before = topic.posts.filter(approved=True, created__lt=post.created).count()
            asked["page"] = before // machina_settings.TOPIC_POSTS_NUMBER_PER_PAGE + 1
        request.GET = asked
        return super().get(request, **kwargs)

    def get_queryset(self) -> QuerySet[Post]:
        """Load the posts with their authors, and where the asker may read of each."""
        posts = super().get_queryset().prefetch_related(None)
        return with_pages_of_authors(posts, self.request.user).order_by("created", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the asker may do, and what the topic is about."""
        context = super().get_context_data(**kwargs)
        user, topic = self.request.user, self.topic
        handler = self.request.forum_permission_handler
        for post in context["posts"]:
            post.may_edit = handler.can_edit_post(post, user)
            post.may_delete = handler.can_delete_post(post, user)
            post.may_report = user.is_authenticated and post.poster_id != user.pk
        context["moderation"] = {
            "lock": handler.can_lock_topics(topic.forum, user),
            "pin": handler.can_update_topics_to_sticky_topics(topic.forum, user),
            "move": handler.can_move_topics(topic.forum, user),
            "delete": handler.can_delete_topics(topic.forum, user),
        }
        if handler.can_add_post(topic, user):
            context["post_form"] = PostForm(
                user=user, forum=topic.forum, topic=topic, perm_handler=handler
            )
        context["tags"] = topic.topic_tags.select_related("tag")
        context["about"] = links.things_about(topic, user)
        context["breadcrumb"] = breadcrumbs.to_topic(topic)
        return context

    def send_signal(
        self, request: HttpRequest, response: HttpResponse, topic: Topic
    ) -> None:
        """Note what a member has read, once they reach the last page.

        A visitor's GET writes nothing, and nobody's counts views: a page that can be
        cached cannot count.
        """
        page = getattr(response, "context_data", {}).get("page_obj")
        at_the_end = page is not None and not page.has_next()
        if request.user.is_authenticated and request.method == "GET" and at_the_end:
            super().send_signal(request, response, topic)


def with_pages_of_authors(posts: QuerySet[Post], user: Any) -> QuerySet[Post]:
    """Add the last part of the address of each author's page, if `user` may open it."""
    pages = Profile.objects.shown_to(user).filter(user=OuterRef("poster"))
    return posts.annotate(author_slug=Subquery(pages.values("slug")[:1]))


class WritingMixin(ConversationMixin):
    """For the views that take a form."""

    success_message = "Your message has been posted."
    approval_required_message = "A moderator reads it first; then it appears here."
    doing = ""
    button = "Save changes"

    def init_attachment_cache(self) -> None:
        """Keep no uploads between form steps: there are none."""

    def get_post_form_kwargs(self) -> dict[str, Any]:
        """Share the request's answers about permissions with the form."""
        handler = self.request.forum_permission_handler
        return {**super().get_post_form_kwargs(), "perm_handler": handler}

    def get_attachment_formset_kwargs(self) -> dict[str, Any]:
        """Limit the form to the post's own files; machina takes any by id (S2)."""
        own = Attachment.objects.none()
        if self.get_post() is not None:
            own = Attachment.objects.filter(post=self.get_post())
        return {**super().get_attachment_formset_kwargs(), "queryset": own}

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

    def get_poll_option_formset_kwargs(self) -> dict[str, Any]:
        """Limit the form to the topic's own options; machina takes any by id (S3)."""
        own = TopicPollOption.objects.none()
        if self.get_topic() is not None:
            own = TopicPollOption.objects.filter(poll__topic=self.get_topic())
        return {**super().get_poll_option_formset_kwargs(), "queryset": own}


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
            kwargs["initial"] = {"subject": subject, "is_question": True}
        about = self.request.GET.get("about", "")
        thing = links.thing_from(about, self.request.user)
        if thing is not None:
            kwargs["initial"] = {"about": about, "subject": links.title_of(thing)}
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the thing that the topic will be about."""
        context = super().get_context_data(**kwargs)
        about = context["post_form"]["about"].value() or ""
        thing = links.thing_from(about, self.request.user)
        context["about_title"] = links.title_of(thing) if thing else ""
        return context


class TopicUpdateView(TopicWritingMixin, machina.TopicUpdateView):
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
    doing = "Reply"
    button = "Post reply"

    def get_success_url(self) -> str:
        """Return to the reply, or to the topic where the reply waits."""
        if self.forum_post.approved:
            return self.forum_post.get_absolute_url()
        return self.forum_post.topic.get_absolute_url()


class PostUpdateView(WritingMixin, machina.PostUpdateView):
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


class PostDeleteView(ConversationMixin, machina.PostDeleteView):
    """Delete a post, after asking."""

    topic_kwarg = "topic_pk"
    post_kwarg = "pk"
    success_message = "The message has been deleted."

    def get_object(self, queryset: QuerySet[Post] | None = None) -> Post:
        """Return the post of the address."""
        return self._forum_post

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
