"""Configuration of the members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """People of the network."""

    name = "hub.members"
    label = "members"

    def ready(self) -> None:
        """Register what the app tells people."""
        from hub.members import joining_told

        joining_told.register()
