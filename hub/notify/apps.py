"""Configuration of the notify app."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """What people are told."""

    name = "hub.notify"
    label = "notify"
