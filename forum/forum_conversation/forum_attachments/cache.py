"""Machina keeps uploads between form steps here; its loader wants the module."""

from machina.apps.forum_conversation.forum_attachments.cache import cache

__all__ = ["cache"]
