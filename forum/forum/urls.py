"""Addresses of boards: /forum/ and /forum/<board>-<id>/."""

from django.urls import path
from machina.apps.forum.urls import ForumURLPatternsFactory as MachinaFactory


class ForumURLPatternsFactory(MachinaFactory):
    """Machina's views under shorter addresses."""

    def get_urlpatterns(self) -> list:
        """Return the patterns of the board list and of a board."""
        return [
            path("", self.index_view.as_view(), name="index"),
            path("<str:slug>-<int:pk>/", self.forum_view.as_view(), name="forum"),
        ]


urlpatterns_factory = ForumURLPatternsFactory()
