"""Makes guidance from discussions."""

from django.apps import AppConfig


class ForumIntoGuidanceConfig(AppConfig):
    """Asks authors for their words, and drafts a page with them."""

    name = "forum.into_guidance"
    label = "forum_into_guidance"
    verbose_name = "Discussions into guidance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what is told of it and what it keeps of people."""
        from forum.into_guidance import parts, telling
        from forum.into_guidance.keeping_out import keep_out
        from hub.core.publishing import register_look

        register_look(keep_out)
        telling.register_kind()
        parts.register_parts()
