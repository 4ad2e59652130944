"""Every address prefix of the site, by name; the plug-ins by string alone."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as serve_page

from hub.media.views import serve_image

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    # Wagtail's own sign-in pages take a password without allauth's limits and, later,
    # its second factor: every door leads to the one sign-in page.
    path("admin/login/", to_sign_in),
    path("_util/login/", to_sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("hub.accounts.urls")),
    path("", include("hub.members.urls")),
    path("", include("hub.notify.urls")),
    path("co-ops/", include("hub.directory.urls")),
    path("places/", include("hub.places.urls")),
    path("glossary/", include("hub.glossary.urls")),
    path("downloads/", include("hub.downloads.urls")),
    path("procurement/", include("hub.procurement.urls")),
    path("packs/", include("hub.packs.urls")),
    path("search/", include("hub.search.urls")),
    path("forum/", include("forum.urls")),
    path("style-guide/", include("hub.design.urls")),
    re_path(
        rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>images/[\w.-]+)$",
        serve_image,
        name="image",
    ),
    path("", include("hub.home.urls")),
    # What stands below a page with the dots of a version, which Wagtail's pattern leaves out.
    re_path(r"^((?:[\w-]+/)+(?:v[0-9.]+|diff/[0-9.]+)/)$", serve_page),
    path("", include(wagtail_urls)),
]

handler400 = "hub.design.views.bad_request"
handler403 = "hub.design.views.permission_denied"
handler404 = "hub.design.views.page_not_found"
handler500 = "hub.design.views.server_error"
