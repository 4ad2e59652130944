"""The address behind "Start the discussion"."""

from django.urls import path

from forum.adapter.views import discuss

app_name = "forum_adapter"

urlpatterns = [path("", discuss, name="discuss")]
