"""Reading a topic, a page at a time."""

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import redirect
from machina.apps.forum_conversation import views as machina

from forum.adapter import breadcrumbs, links
from forum.adapter.view_counts import count_view
from forum.answers.on_topic_page import posts_to_show, shown, with_own_marks
from forum.files.access import show_files, with_whether_files
from forum.files.forms import files_form
from forum.forum.pages import CountedPaginator
from forum.forum_conversation.addresses import (
    READ_WITH_A_TOPIC,
    ConversationMixin,
    page_of,
    post_of_number,
    to_the_one_address,
)
from forum.forum_conversation.forum_polls.results import shown_poll
from forum.forum_conversation.models import Post, Topic
from forum.forum_tracking import visits
from forum.forum_tracking.actions import read_page
from forum.forum_tracking.marks import (
    first_unread,
    first_unread_among,
    lay_waiting_over,
    with_kept_marks,
)
from forum.moderating import toolbar
from forum.moderating.former import post_elsewhere
from forum.moderating.queue import (
    number_waiting,
    shown_to_moderator,
    shown_to_reader,
    with_waiting,
)
from forum.writing.quoting import offer_quotes
from forum.writing.replying import reply_to
from hub.core.db.prepared import Asked, Prepared
from hub.core.page_cache import on_each_reading


@lru_cache(maxsize=1)
def _topics_of_pages() -> QuerySet[Topic]:
    """Return all topics with what their pages show, and with what need not be asked."""
    topics = Topic.objects.select_related(*READ_WITH_A_TOPIC)
    return with_whether_files(links.with_what_it_has(topics))


# Nothing in the forum is asked for as often as discussions are.
_TOPIC_FOR_VISITORS = Prepared(
    lambda number, board: _topics_of_pages().filter(pk=number, forum=board), numbers=2
)
_TOPIC_FOR_MEMBERS = Prepared(
    lambda number, board, member: with_waiting(
        with_kept_marks(_topics_of_pages(), member), member
    ).filter(pk=number, forum=board),
    numbers=3,
)
_POSTS_FOR_VISITORS = Prepared(
    lambda topic: shown_to_reader(posts_to_show().filter(topic=topic), None), numbers=1
)
_POSTS_FOR_MEMBERS = Prepared(
    lambda topic, member: with_own_marks(
        shown_to_reader(posts_to_show().filter(topic=topic), member), member
    ),
    numbers=2,
)


class TopicView(ConversationMixin, machina.TopicView):
    """A topic and its posts, a page at a time."""

    topic_kwarg = "pk"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send an old name to the topic's address, and `?post=` to the post's page."""
        topic = self.topic
        named = (self.kwargs["forum_slug"], self.kwargs["slug"])
        elsewhere = to_the_one_address(
            request,
            topic.get_absolute_url(),
            named == (topic.forum.slug, topic.slug),
        )
        if elsewhere:
            return elsewhere
        asked = request.GET.copy()
        if asked.get("first") == "unread" and request.user.is_authenticated:
            return redirect(
                first_unread(topic, request.user) or topic.last_post or topic
            )
        number = (asked.pop("post", None) or [""])[-1]
        post = post_of_number(topic, number)
        if post is None and (there := post_elsewhere(topic, number, request)):
            return HttpResponseRedirect(there.get_absolute_url())
        if post is not None:
            asked["page"] = page_of(post, self.shown(topic.posts.all()))
        request.GET = asked
        return super().get(request, **kwargs)

    def find_topic(self, board: int, number: int) -> Topic:
        """Load the topic of that key on that board. Raises Http404."""
        user = self.request.user
        topic = (
            _TOPIC_FOR_MEMBERS.of(number, board, user.pk).first()
            if user.is_authenticated
            else _TOPIC_FOR_VISITORS.of(number, board).first()
        )
        if topic is None:
            raise Http404("There is no such topic.")
        if user.is_authenticated:
            lay_waiting_over(topic, user)
        return topic

    def address_after_move(self, topic: Topic) -> str:
        """Go to the topic's page, and to the post that was asked for."""
        post = self.request.GET.get("post", "")
        if post_of_number(topic, post) is None:
            return topic.get_absolute_url()
        return f"{topic.get_absolute_url()}?post={post}"

    def shown(self, posts: QuerySet[Post]) -> QuerySet[Post]:
        """Keep what the asker is shown of the topic's posts."""
        if self._moderates():
            return shown_to_moderator(posts)
        return shown_to_reader(posts, self.request.user.pk)

    def _moderates(self) -> bool:
        handler = self.request.forum_permission_handler
        return handler.can_approve_posts(self.topic.forum, self.request.user)

    def get_queryset(self) -> QuerySet[Post] | Asked[Post]:
        """Load the posts, with what is shown of each."""
        topic, user = self.topic.pk, self.request.user
        if not user.is_authenticated:
            return _POSTS_FOR_VISITORS.of(topic)
        if not self._moderates():
            return _POSTS_FOR_MEMBERS.of(topic, user.pk)
        posts = shown_to_moderator(posts_to_show().filter(topic=topic))
        return with_own_marks(posts, user.pk)

    def paginate_queryset(
        self, queryset: QuerySet[Post] | Asked[Post], page_size: int
    ) -> Any:
        """Let the posts of the page know their topic, which is loaded already."""
        found = super().paginate_queryset(queryset, page_size)
        for post in found[2]:
            post.topic = self.topic
        return found

    def get_paginator(
        self, queryset: QuerySet[Post] | Asked[Post], per_page: int, **kwargs: Any
    ) -> Any:
        """Take the count that the topic keeps of its posts, and what waits beside."""
        count = self.topic.posts_count + number_waiting(self.topic, self._moderates())
        return CountedPaginator(queryset, per_page, count=count, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the asker may do, and what the topic is about.

        Machina's own is passed over: it asks for a poll's options, which are asked below.
        """
        context = super(machina.TopicView, self).get_context_data(**kwargs)
        user, topic = self.request.user, self.topic
        context |= {"topic": topic, "forum": topic.forum}
        handler = self.request.forum_permission_handler
        if user.is_authenticated:
            self.note_rights(context["posts"])
        if hasattr(topic, "poll"):
            context |= shown_poll(topic, user, handler)
        context |= toolbar.for_topic(topic, context["posts"], self.request)
        if handler.can_add_post(topic, user):
            context |= reply_to(topic, user, handler)
            context["files_form"] = files_form(
                self.request, board=topic.forum, post=None, upload=None
            )
            offer_quotes([one for one in context["posts"] if one.approved], topic)
        context["answers"] = answers = shown(
            context["posts"], topic, context["page_obj"], self.request
        )
        on_top = [answers["accepted"]] if answers["on_top"] else []
        show_files(
            [*context["posts"], *on_top],
            topic.forum,
            user,
            self.request,
            are_there=topic.has_files,
        )
        context["first_unread"] = first_unread_among(context["posts"], topic, user)
        context["tags"], context["about"] = links.tags_and_things(topic, user)
        context["breadcrumb"] = breadcrumbs.to_topic(topic)
        return context

    def note_rights(self, posts: Iterable[Post]) -> None:
        """Note on each post what a member may do with it; visitors only read."""
        handler, user = self.request.forum_permission_handler, self.request.user
        for post in posts:
            post.may_edit = handler.can_edit_post(post, user)
            post.may_delete = handler.can_delete_post(post, user)
            post.may_see_edits = post.edited_at and self._moderates()
            post.may_report = post.approved and post.poster_id != user.pk

    def send_signal(
        self, request: HttpRequest, response: HttpResponse, topic: Topic
    ) -> None:
        """Count the view, and note how far a member has read: what they were shown.

        Nothing of it writes to the content database.
        """
        count_view(topic.pk, request)
        on_each_reading(response, partial(count_view, topic.pk))
        page = getattr(response, "context_data", {}).get("page_obj")
        if request.user.is_authenticated and request.method == "GET" and page:
            visits.note(request.user)
            read_page(topic=topic, user=request.user, page=page)
