"""The forum's addresses: the parts of machina that are safe and have our templates.

Left out on purpose: machina's search (the hub has one search), member profiles (they list
every account and show posts that wait: S12, S17), attachments (until they have private
storage: S5, S6) and poll votes.
"""

from django.urls import include, path
from machina.core.loading import get_class


def _part(label: str):  # noqa: ANN202 - what include() returns is Django's secret
    return include(get_class(label, "urlpatterns_factory").urlpatterns)


urlpatterns = [
    path("", _part("forum_tracking.urls")),
    path("feeds/", _part("forum_feeds.urls")),
    path("moderation/", _part("forum_moderation.urls")),
    path("reports/", include("forum.adapter.report_urls")),
    path("discuss/", include("forum.adapter.urls")),
    path("", _part("forum.urls")),
    path("", _part("forum_conversation.urls")),
]
