"""Configuration of the glossary app."""

from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """Terms and what they mean."""

    name = "hub.glossary"
    label = "glossary"
    default = True
