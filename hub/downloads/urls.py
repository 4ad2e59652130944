"""Addresses of documents."""

from django.urls import re_path

from hub.downloads import views

app_name = "downloads"

urlpatterns = [
    re_path(
        r"^(?P<kind>[a-z-]+)/(?P<slug>[-\w]+)\.(?P<ending>docx|odt|pdf)$",
        views.download,
        name="download",
    ),
]
