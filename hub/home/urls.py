"""Addresses that belong to the site as a whole."""

from django.urls import path

from hub.home import views

app_name = "home"

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
]
