"""Addresses of the places."""

from django.urls import path

from hub.places import views

app_name = "places"

urlpatterns = [path("outline.geojson", views.outline, name="outline")]
