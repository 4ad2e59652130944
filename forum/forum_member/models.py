"""Machina's models, unchanged: its loader looks for them here."""

from machina.apps.forum_member.models import *  # noqa: F403
