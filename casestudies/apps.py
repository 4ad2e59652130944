"""Configuration of the case studies app."""

from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    """Case studies."""

    name = "casestudies"
    label = "casestudies"
    default = True

    def ready(self) -> None:
        """Offer the newest case studies to the home page."""
        from casestudies.listing import newest_stories
        from hub.home.front_door import register_highlights

        register_highlights(newest_stories)
