"""Configuration of the downloads app."""

from django.apps import AppConfig


class DownloadsConfig(AppConfig):
    """Documents made of what the hub holds."""

    name = "hub.downloads"
    label = "downloads"
    default = True

    def ready(self) -> None:
        """Let every app say what can be downloaded."""
        from hub.downloads.sources import autodiscover

        autodiscover()
