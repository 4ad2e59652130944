"""Addresses that belong to the site as a whole."""

from django.urls import path

from hub.home import views

app_name = "home"

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.site_map_index, name="site_map"),
    path("sitemap-<slug:section>.xml", views.site_map_section, name="site_map_section"),
]
