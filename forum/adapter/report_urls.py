"""Addresses of reporting a post, and of what was reported."""

from django.urls import path

from forum.adapter import report_views

app_name = "forum_reports"

urlpatterns = [
    path("", report_views.reports, name="reports"),
    path("<int:pk>/", report_views.reported, name="reported"),
    path("of/<int:pk>/", report_views.report, name="report"),
]
