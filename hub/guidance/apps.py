"""Configuration of the guidance app."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Guides in parts."""

    name = "hub.guidance"
    label = "guidance"
    default = True

    def ready(self) -> None:
        """Keep the parts of a guide together with it; let editors hear of reviews."""
        from hub.guidance import receivers
        from hub.guidance.models import GuidePage
        from hub.notify.reviews import register_reviewed

        receivers.connect()
        register_reviewed(GuidePage)
