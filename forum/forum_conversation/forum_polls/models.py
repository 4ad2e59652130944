"""Machina's models, unchanged: its loader looks for them here."""

from machina.apps.forum_conversation.forum_polls.models import *  # noqa: F403
