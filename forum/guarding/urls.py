"""Addresses of the community agreement."""

from django.urls import path

from forum.guarding import views

app_name = "forum_guarding"

urlpatterns = [
    path("", views.agreement, name="agreement"),
    path("<int:number>/", views.earlier, name="earlier"),
]
