"""Machina's models, unchanged: its loader looks for them here."""

from machina.apps.forum_permission.models import *  # noqa: F403
