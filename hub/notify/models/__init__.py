"""Preferences, the inbox and the outbox."""

from hub.notify.models.inbox import Notification, Preference
from hub.notify.models.outbox import Letter

__all__ = ["Letter", "Notification", "Preference"]
