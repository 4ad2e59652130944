"""Configuration of the newsletter app."""

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Newsletters."""

    name = "hub.newsletter"
    label = "newsletter"
