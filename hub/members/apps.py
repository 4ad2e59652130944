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
            adapter,
            digest_setup,
            invitation_actions,
            joining_signals,
            joining_told,
            leaving_told,
            meeting_told,
            parts,
        )
        from hub.members.desk import lines, network

        adapter.register()
        invitation_actions.register()
        joining_told.register()
        meeting_told.register()
        leaving_told.register()
        parts.register_parts()
        digest_setup.register()
        acting_registered.register()
        lines.register_lines()
        network.register_tables()
        joining_signals.connect()
