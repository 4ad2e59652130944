"""Addresses of the directory."""

from django.urls import path

from hub.directory import views, views_export
from hub.directory.deserts import views as deserts_views

app_name = "directory"

urlpatterns = [
    path("", views.organisations, name="list"),
    path("export.csv", views_export.export_csv, name="export_csv"),
    path("export.geojson", views_export.export_geojson, name="export_geojson"),
    path("points.geojson", views_export.points, name="points"),
    path("codebook/", views_export.codebook, name="codebook"),
    path("deserts/", deserts_views.deserts, name="deserts"),
    path("deserts.csv", deserts_views.deserts_csv, name="deserts_csv"),
    path("<slug:slug>/", views.profile, name="profile"),
]
