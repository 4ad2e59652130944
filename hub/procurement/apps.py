"""Configuration of the procurement app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Procurement routes and model clauses."""

    name = "hub.procurement"
    label = "procurement"
    default = True

    def ready(self) -> None:
        """Let members be told of new wordings; count what is kept of people."""
        from hub.notify.reviews import register_reviewed
        from hub.procurement import news
        from hub.procurement.models import ClausePage, RoutePage
        from hub.procurement.parts import register_parts

        news.connect()
        register_parts()
        register_reviewed(ClausePage, RoutePage)
