"""Addresses for moderators: machina's, without announcements, which no page offers."""

from django.urls import URLPattern
from machina.apps.forum_moderation.urls import (
    ForumModerationURLPatternsFactory as MachinaFactory,
)


class ForumModerationURLPatternsFactory(MachinaFactory):
    """Machina's patterns but one."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out what has no template of ours."""
        return [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name != "topic_update_to_announce"
        ]


urlpatterns_factory = ForumModerationURLPatternsFactory()
