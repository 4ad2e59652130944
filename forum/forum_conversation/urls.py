"""Addresses of topics and posts: /forum/<board>-<id>/topic/<slug>-<id>/ and below."""

from django.urls import include, path
from machina.apps.forum_conversation.urls import (
    BaseForumConversationURLPatternsFactory as MachinaFactory,
)
from machina.core.loading import get_class


class ForumConversationURLPatternsFactory(MachinaFactory):
    """Machina's views under shorter addresses, and ours for voting and printing."""

    print_view = get_class("forum_conversation.printing", "TopicPrintView")
    vote_view = get_class("forum_conversation.forum_polls.views", "TopicPollVoteView")

    def get_urlpatterns(self) -> list:
        """Return the patterns of everything that happens on one board."""
        topic = "topic/<str:slug>-<int:pk>/"
        post = "topic/<str:topic_slug>-<int:topic_pk>/"
        on_board = [
            path(
                "topic/create/", self.topic_create_view.as_view(), name="topic_create"
            ),
            path(topic, self.topic_view.as_view(), name="topic"),
            path(
                f"{topic}update/", self.topic_update_view.as_view(), name="topic_update"
            ),
            path(
                f"{post}post/create/",
                self.post_create_view.as_view(),
                name="post_create",
            ),
            path(f"{topic}print/", self.print_view.as_view(), name="topic_print"),
            path(f"{topic}vote/", self.vote_view.as_view(), name="poll_vote"),
            path(
                f"{post}<int:pk>/post/update/",
                self.post_update_view.as_view(),
                name="post_update",
            ),
            path(
                f"{post}<int:pk>/post/delete/",
                self.post_delete_view.as_view(),
                name="post_delete",
            ),
        ]
        return [path("<str:forum_slug>-<int:forum_pk>/", include(on_board))]


urlpatterns_factory = ForumConversationURLPatternsFactory()
