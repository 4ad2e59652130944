"""The addresses behind "Start the discussion" and "Ask the forum"."""

from django.urls import path

from forum.adapter.views import ask, discuss

app_name = "forum_adapter"

urlpatterns = [
    path("", discuss, name="discuss"),
    path("ask/", ask, name="ask"),
]
