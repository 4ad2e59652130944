"""Questions and answers: an app beside the adapter."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class AnswersConfig(AppConfig):
    """Lets discussions be answered, marked as useful, and people be named in them."""

    name = "forum.answers"
    label = "forum_answers"
    verbose_name = "Questions and answers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what people are told and what is kept of them; watch the discussions."""
        from forum.answers import parts, telling
        from forum.forum_conversation.models import Topic

        telling.register_kind()
        parts.register_part()
        post_save.connect(_settle, sender=Topic)


def _settle(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    from forum.answers.actions import settle

    if not raw:
        settle(topic=instance)
