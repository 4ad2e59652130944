"""Addresses of joining and of inviting."""

from django.urls import path

from hub.members.joining import application_views, invitation_views

urlpatterns = [
    path("accounts/application/", application_views.application, name="application"),
    path("me/invitations/", invitation_views.invitations, name="invitations"),
    path(
        "me/invitations/<int:pk>/take-back/",
        invitation_views.take_back,
        name="invitation_take_back",
    ),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
]
