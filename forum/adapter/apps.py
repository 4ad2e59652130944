"""The adapter: our own app beside machina's."""

from django.apps import AppConfig


class ForumAdapterConfig(AppConfig):
    """Joins the forum to the hub: visibility, search, discussions of pages."""

    name = "forum.adapter"
    label = "forum_adapter"
    verbose_name = "Forum"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the hub's one gate which boards a person may read."""
        from forum.adapter.visibility import holders, keys
        from hub.core.visibility import register_provider

        register_provider(keys, holders)
