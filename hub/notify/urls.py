"""Addresses of the inbox, the preferences, and the ways out of mail."""

from django.urls import URLPattern

app_name = "notify"

urlpatterns: list[URLPattern] = []
