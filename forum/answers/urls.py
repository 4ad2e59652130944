"""Addresses of questions, answers, tags and names."""

from django.urls import path

from forum.answers import list_views, mention_views, views

app_name = "forum_answers"

urlpatterns = [
    path("questions/", list_views.questions, name="questions"),
    path("tags/<str:slug>/", list_views.tagged, name="tag"),
    path("mentions/", mention_views.mentions, name="mentions"),
    path("answers/<int:pk>/accept/", views.accept, name="accept"),
    path("answers/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("answers/<int:pk>/useful/", views.useful, name="useful"),
]
