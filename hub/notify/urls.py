"""Addresses of the inbox, the preferences, and the ways out of mail."""

from django.urls import path

from hub.notify import mail_views

app_name = "notify"

urlpatterns = [
    path("mail/stop/<str:token>/", mail_views.stop, name="stop"),
    path("mail/choices/<str:token>/", mail_views.choices, name="mail_choices"),
]
