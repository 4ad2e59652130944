"""Configuration of the procurement app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Procurement routes and model clauses."""

    name = "hub.procurement"
    label = "procurement"
    default = True
