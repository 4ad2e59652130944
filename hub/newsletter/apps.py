"""Configuration of the newsletter app."""

from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    """Newsletters."""

    name = "hub.newsletter"
    label = "newsletter"

    def ready(self) -> None:
        """Offer the newsletter, compose its mails, and account for what is kept."""
        from hub.newsletter import actions, composing, parts, taking
        from hub.notify.outbox import register_composer, register_filler

        taking.register_kind()
        parts.register_parts()
        register_composer(actions.COMPOSER, composing.compose)
        register_composer(actions.TEST_COMPOSER, composing.compose_test)
        register_filler(actions.carry_on_all)
