"""Addresses of the feeds."""

from django.urls import path
from django.views.decorators.http import conditional_page
from machina.apps.forum_feeds.urls import ForumFeedsURLPatternsFactory as MachinaFactory


class ForumFeedsURLPatternsFactory(MachinaFactory):
    """Feeds of all public boards, of one board, and of one topic of the hub."""

    def get_urlpatterns(self) -> list:
        """Return the patterns of the feeds.

        Feed readers ask often: one that has the newest version is not sent it again.
        """
        feed = conditional_page(self.latest_topics_feed())
        return [
            path("topics/", feed, name="latest_topics"),
            path(
                "<str:forum_slug>-<int:forum_pk>/topics/",
                feed,
                name="forum_latest_topics",
            ),
            path("tags/<slug:tag_slug>/", feed, name="tag_latest_topics"),
        ]


urlpatterns_factory = ForumFeedsURLPatternsFactory()
