"""Addresses of what is kept about a person, and of leaving."""

from django.urls import path

from hub.members.kept import data_views, leaving_views

urlpatterns = [
    path("me/data/", data_views.data, name="data"),
    path("me/data/download/", data_views.download, name="data_download"),
    path("me/consents/", data_views.consents, name="consents"),
    path(
        "me/consents/<slug:what>/withdraw/",
        data_views.withdraw,
        name="consent_withdraw",
    ),
    path("me/leave/", leaving_views.leave, name="leave"),
    path("me/leave/<str:token>/", leaving_views.stay, name="stay"),
]
