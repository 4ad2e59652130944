"""Addresses of what is new to a member."""

from django.urls import path
from machina.apps.forum_tracking.urls import (
    ForumTrackingURLPatternsFactory as MachinaFactory,
)

from forum.forum_tracking.views import NewSinceView


class ForumTrackingURLPatternsFactory(MachinaFactory):
    """Machina's views under shorter addresses.

    Marking a part of the tree is left out: its page names boards to anybody (S18).
    """

    def get_urlpatterns(self) -> list:
        """Return the patterns of the unread list and of marking as read."""
        mark_all = self.mark_forums_read_view.as_view()
        mark_board = self.mark_topics_read_view.as_view()
        return [
            path("new/", NewSinceView.as_view(), name="new_topics"),
            path("unread/", self.unread_topics_view.as_view(), name="unread_topics"),
            path("unread/mark-all-read/", mark_all, name="mark_all_forums_read"),
            path("unread/mark-read/<int:pk>/", mark_board, name="mark_topics_read"),
        ]


urlpatterns_factory = ForumTrackingURLPatternsFactory()
