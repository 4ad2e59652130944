"""How Django finds the moderators' app."""

from django.apps import AppConfig


class ForumModeratingConfig(AppConfig):
    """Keeps the log of moderators' acts, old addresses, warnings and suspensions."""

    name = "forum.moderating"
    label = "forum_moderating"
    verbose_name = "Moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let people be told of what moderators did, and account for what is kept."""
        from forum.moderating import parts, telling

        telling.register_kind()
        parts.register_part()
