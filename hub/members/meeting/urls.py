"""Addresses of introductions and blocks."""

from django.urls import path

from hub.members.meeting import views

urlpatterns = [
    path("people/<slug:slug>/introduce/", views.introduce, name="introduce"),
    path("people/<slug:slug>/block/", views.block, name="block"),
    path("me/introductions/", views.introductions, name="introductions"),
    path("me/introductions/<int:pk>/block/", views.block_asker, name="block_asker"),
    path(
        "me/introductions/<int:pk>/<slug:verb>/",
        views.answer,
        name="introduction_answer",
    ),
    path("me/introductions/blocks/<int:pk>/end/", views.unblock, name="unblock"),
]
