"""Addresses of the feeds."""

from django.urls import path
from machina.apps.forum_feeds.urls import ForumFeedsURLPatternsFactory as MachinaFactory


class ForumFeedsURLPatternsFactory(MachinaFactory):
    """Two of machina's three feeds: all public boards, and one board."""

    def get_urlpatterns(self) -> list:
        """Return the patterns of the feeds."""
        feed = self.latest_topics_feed()
        return [
            path("topics/", feed, name="latest_topics"),
            path(
                "<str:forum_slug>-<int:forum_pk>/topics/",
                feed,
                name="forum_latest_topics",
            ),
        ]


urlpatterns_factory = ForumFeedsURLPatternsFactory()
