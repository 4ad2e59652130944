"""How Django finds this app in place of machina's."""

from machina.apps.forum_conversation.apps import (
    ForumConversationAppConfig as MachinaForumConversationAppConfig,
)


class ForumConversationAppConfig(MachinaForumConversationAppConfig):
    """Keep machina's label and tables; pin the type of its keys."""

    name = "forum.forum_conversation"
    default = True
    # Machina's own migrations made plain AutoField keys: nothing here may change them.
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        """Connect nothing: machina's only receiver here counts a view on every GET."""
