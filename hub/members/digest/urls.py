"""Addresses of what is new for a member."""

from django.urls import path

from hub.members.digest import views as digest_views

urlpatterns = [path("me/new/", digest_views.new, name="new")]
