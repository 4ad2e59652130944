"""Registers the design room with Django."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Components, stylesheets and error pages; no models."""

    name = "hub.design"
    label = "design"
    verbose_name = "Design"
