"""Configuration of the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every content app shares."""

    name = "hub.core"
    label = "core"
    default = True

    def ready(self) -> None:
        """Register the house rules."""
        from hub.core import checks  # noqa: F401 - registers itself
