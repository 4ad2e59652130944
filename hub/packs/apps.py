"""Configuration of the packs app."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """What people collect."""

    name = "hub.packs"
    label = "packs"
    default = True

    def ready(self) -> None:
        """Keep a visitor's packs when they sign in; count packs among what is kept."""
        from hub.packs import signals
        from hub.packs.parts import register_parts

        signals.connect()
        register_parts()
