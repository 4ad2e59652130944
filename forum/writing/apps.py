"""The app of drafts and of the history of edits."""

from django.apps import AppConfig


class ForumWritingConfig(AppConfig):
    """What members have begun to write, and what they wrote before they changed it."""

    name = "forum.writing"
    label = "forum_writing"
    verbose_name = "Forum: drafts and edits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is kept of a person."""
        from forum.writing import parts

        parts.register_parts()
