"""Configuration of the members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """People of the network."""

    name = "hub.members"
    label = "members"

    def ready(self) -> None:
        """Say what people are told of here."""
        from hub.members import joining_told, meeting_told

        joining_told.register()
        meeting_told.register()
