"""Configuration of the directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory of care co-ops."""

    name = "hub.directory"
    label = "directory"
    default = True
