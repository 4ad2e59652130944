"""Addresses of drafts, and of what a post said before."""

from django.urls import path

from forum.writing import views

app_name = "forum_writing"

urlpatterns = [
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/save/", views.save, name="save_draft"),
    path("drafts/<int:pk>/delete/", views.delete, name="delete_draft"),
    path("history/<int:pk>/", views.edits, name="history"),
]
