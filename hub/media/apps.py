"""Configuration of the media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Images and documents."""

    name = "hub.media"
    label = "media"
    default = True

    def ready(self) -> None:
        """Read documents as they are uploaded."""
        from hub.media import receivers

        receivers.connect()
