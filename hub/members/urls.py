"""Addresses of people, and of one's own account beyond signing in."""

from django.urls import URLPattern

app_name = "members"

urlpatterns: list[URLPattern] = []
