"""Configuration of the procurement app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Procurement routes and model clauses."""

    name = "hub.procurement"
    label = "procurement"
    default = True

    def ready(self) -> None:
        """Let members be told of new wordings."""
        from hub.procurement import news

        news.connect()
