"""Addresses of files: /forum/files/<token>/<name>."""

from django.urls import path

from forum.files import views

app_name = "forum_files"
urlpatterns = [
    path("<slug:token>/preview/", views.preview, name="preview"),
    path("<slug:token>/<str:name>", views.file, name="file"),
]
