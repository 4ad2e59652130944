"""Configuration of the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One search over everything."""

    name = "hub.search"
    label = "search"
    default = True

    def ready(self) -> None:
        """Find every app's sources, and keep their entries up to date."""
        from hub.search import checks, parts, receivers, sources  # noqa: F401

        parts.register_parts()
        sources.autodiscover()
        receivers.connect()
