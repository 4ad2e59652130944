"""The forum's addresses: the parts of machina that are safe and have our templates.

Left out on purpose: machina's search (the hub has one search), member profiles (they list
every account and show posts that wait: S12, S17), its attachments (S2, S4-S6; `forum.files` is
in their place) and its voting.
"""

from django.urls import include, path
from machina.core.loading import get_class


def _part(label: str):  # noqa: ANN202 - what include() returns is Django's secret
    return include(get_class(label, "urlpatterns_factory").urlpatterns)


urlpatterns = [
    path("", _part("forum_tracking.urls")),
    path("feeds/", _part("forum_feeds.urls")),
    path("moderation/", include("forum.moderating.urls")),
    path("moderation/", _part("forum_moderation.urls")),
    path("reports/", include("forum.adapter.report_urls")),
    path("", include("forum.writing.urls")),
    path("discuss/", include("forum.adapter.urls")),
    path("files/", include("forum.files.urls")),
    path("", include("forum.answers.urls")),
    path("following/", include("forum.following.urls")),
    path("agreement/", include("forum.guarding.urls")),
    path("guidance/", include("forum.into_guidance.urls")),
    path("", _part("forum.urls")),
    path("", _part("forum_conversation.urls")),
]
