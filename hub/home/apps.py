"""Configuration of the home app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HomeConfig(AppConfig):
    """The front door."""

    name = "hub.home"
    label = "home"
    default = True

    def ready(self) -> None:
        """Let each app say what of it stands on the map of the site."""
        autodiscover_modules("site_map")
