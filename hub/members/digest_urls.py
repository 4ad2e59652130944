"""Addresses of what is new for a member."""

from django.urls import path

from hub.members import digest_views

urlpatterns = [path("me/new/", digest_views.new, name="new")]
