"""Configuration of the members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """People of the network."""

    name = "hub.members"
    label = "members"

    def ready(self) -> None:
        """Register what members are told of, and what is kept of them."""
        from hub.members.acting import registered as acting_registered
        from hub.members.desk import lines, network
        from hub.members.digest import setup as digest_setup
        from hub.members.joining import adapter, invitation_actions
        from hub.members.joining import signals as joining_signals
        from hub.members.joining import told as joining_told
        from hub.members.kept import parts
        from hub.members.kept import told as leaving_told
        from hub.members.meeting import told as meeting_told

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
