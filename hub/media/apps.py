"""Configuration of the media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Images and documents."""

    name = "hub.media"
    label = "media"
    default = True
