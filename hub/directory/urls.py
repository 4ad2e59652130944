"""Addresses of the directory."""

from django.urls import path

from hub.directory import views

app_name = "directory"

urlpatterns = [
    path("", views.organisations, name="list"),
    path("<slug:slug>/", views.profile, name="profile"),
]
