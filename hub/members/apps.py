"""Configuration of the members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """People of the network."""

    name = "hub.members"
    label = "members"

    def ready(self) -> None:
        """Register what members are told of, and what is kept of them."""
        from hub.members import (
            acting_registered,
            digest_setup,
            joining_told,
            leaving_told,
            meeting_told,
            parts,
        )
        from hub.members.desk import lines, network

        joining_told.register()
        meeting_told.register()
        leaving_told.register()
        parts.register_parts()
        digest_setup.register()
        acting_registered.register()
        lines.register_lines()
        network.register_tables()
