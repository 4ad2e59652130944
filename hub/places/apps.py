"""Configuration of the places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Nations, regions, councils and trusts."""

    name = "hub.places"
    label = "places"
    default = True
