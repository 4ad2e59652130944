"""A whole discussion on one page, to be printed or kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import ListView
from machina.apps.forum_conversation import views as machina

from forum.adapter import breadcrumbs, links
from forum.answers.on_topic_page import shown
from forum.files.access import show_files
from forum.forum_conversation.addresses import to_the_one_address
from forum.forum_conversation.forum_polls.results import shown_poll
from forum.forum_conversation.models import Topic
from forum.forum_conversation.reading import TopicView

#: Beyond this the discussion goes on with another page. The longest messages there can be
#: are shown with a hundred thousand characters each, and a page is put together in memory.
MOST_POSTS = 100


class TopicPrintView(TopicView):
    """The posts of a topic that the asker is shown, without anything to be done to them.

    It is asked for and refused as the topic is; it is neither counted as a view of the
    topic nor noted as read.
    """

    paginate_by = MOST_POSTS
    template_name = "forum_conversation/topic_print.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send an old name to the address of this page."""
        topic = self.topic
        named = (self.kwargs["forum_slug"], self.kwargs["slug"])
        elsewhere = to_the_one_address(
            request,
            topic.address("topic_print"),
            named == (topic.forum.slug, topic.slug),
        )
        return elsewhere or ListView.get(self, request, **kwargs)

    def address_after_move(self, topic: Topic) -> str:
        """Print the topic from where it is now."""
        return topic.address("topic_print")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say who wrote what, and how a poll stands; offer nothing."""
        context = machina.TopicView.get_context_data(self, **kwargs)
        user, topic, posts = self.request.user, self.topic, context["posts"]
        show_files(posts, topic.forum, user, self.request, are_there=topic.has_files)
        if "poll" in context:
            context |= shown_poll(topic, user, self.request.forum_permission_handler)
        context["poll_form"] = None
        shown(posts, topic, context["page_obj"], self.request, for_programs=False)
        for post in posts:
            post.may_mark = post.may_accept = post.may_take_back = False
        context["tags"], context["about"] = links.tags_and_things(topic, user)
        context["breadcrumb"] = breadcrumbs.below_topic(topic, "The whole discussion")
        return context
