"""Addresses of what a member follows."""

from django.urls import path

from forum.following import views

app_name = "forum_following"

urlpatterns = [
    path("", views.following, name="following"),
    path("choose/", views.choose, name="choose"),
    path("<int:pk>/change/", views.change, name="change"),
]
