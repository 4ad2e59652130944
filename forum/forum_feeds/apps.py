"""How Django finds this app in place of machina's."""

from machina.apps.forum_feeds.apps import (
    ForumFeedsAppConfig as MachinaForumFeedsAppConfig,
)


class ForumFeedsAppConfig(MachinaForumFeedsAppConfig):
    """Keep machina's label and tables; pin the type of its keys."""

    name = "forum.forum_feeds"
    default = True
    # Machina's own migrations made plain AutoField keys: nothing here may change them.
    default_auto_field = "django.db.models.AutoField"
