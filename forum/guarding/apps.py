"""Guards what is written, and keeps what members agree to."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ForumGuardingConfig(AppConfig):
    """Limits against spam and floods, and the community agreement."""

    name = "forum.guarding"
    label = "forum_guarding"
    verbose_name = "Community agreement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Count acceptances among what is kept; let coordinators keep the agreement."""
        from forum.guarding import parts

        parts.register_parts()
        post_migrate.connect(_give_permissions, sender=self)


def _give_permissions(sender: Any, **kwargs: Any) -> None:
    from forum.guarding.keeping import give_permissions

    give_permissions()
