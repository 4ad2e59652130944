"""Configuration of the directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory of care co-ops."""

    name = "hub.directory"
    label = "directory"
    default = True

    def ready(self) -> None:
        """Register what the directory keeps of people."""
        from hub.directory.parts import register_parts

        register_parts()
