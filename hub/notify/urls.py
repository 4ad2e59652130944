"""Addresses of the inbox, the preferences, and the ways out of mail."""

from django.urls import path

from hub.notify import mail_views, views

app_name = "notify"

urlpatterns = [
    path("me/notifications/", views.inbox, name="inbox"),
    path("me/notifications/choices/", views.choices, name="choices"),
    path("me/notifications/read/", views.read_all, name="read_all"),
    path("me/notifications/<int:pk>/open/", views.open_one, name="open"),
    path("mail/stop/<str:token>/", mail_views.stop, name="stop"),
    path("mail/choices/<str:token>/", mail_views.choices, name="mail_choices"),
]
