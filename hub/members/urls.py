"""Addresses of people, and of one's own account beyond signing in."""

from hub.members import (
    acting_urls,
    digest_urls,
    joining_urls,
    leaving_urls,
    meeting_urls,
    people_urls,
)

app_name = "members"

urlpatterns = [
    *leaving_urls.urlpatterns,
    *joining_urls.urlpatterns,
    *meeting_urls.urlpatterns,
    *people_urls.urlpatterns,
    *acting_urls.urlpatterns,
    *digest_urls.urlpatterns,
]
