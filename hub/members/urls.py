"""Addresses of people, and of one's own account beyond signing in."""

from hub.members.acting import urls as acting_urls
from hub.members.digest import urls as digest_urls
from hub.members.joining import urls as joining_urls
from hub.members.kept import urls as leaving_urls
from hub.members.meeting import urls as meeting_urls
from hub.members.profiles import urls as people_urls

app_name = "members"

urlpatterns = [
    *leaving_urls.urlpatterns,
    *joining_urls.urlpatterns,
    *meeting_urls.urlpatterns,
    *people_urls.urlpatterns,
    *acting_urls.urlpatterns,
    *digest_urls.urlpatterns,
]
