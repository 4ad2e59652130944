"""Addresses of saved searches, and of telling that a result was followed."""

from django.urls import path

from hub.search import log_views, saved_views

urlpatterns = [
    path("chosen/", log_views.chosen, name="chosen"),
    path("saved/", saved_views.saved, name="saved"),
    path("saved/add/", saved_views.save, name="save"),
    path("saved/<int:pk>/delete/", saved_views.forget, name="forget"),
    path("saved/stop/<str:token>/", saved_views.stop, name="stop"),
]
