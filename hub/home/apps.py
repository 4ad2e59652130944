"""Configuration of the home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front door."""

    name = "hub.home"
    label = "home"
    default = True
