"""Addresses of making guidance from discussions."""

from django.urls import path

from forum.into_guidance import views

app_name = "forum_into_guidance"

urlpatterns = [
    path("", views.proposals, name="proposals"),
    path("new/<int:pk>/", views.new, name="new"),
    path("<int:pk>/", views.proposal, name="proposal"),
    path("<int:pk>/draft/", views.draft, name="draft"),
    path("consent/<int:pk>/", views.consent, name="consent"),
]
