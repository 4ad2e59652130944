"""Configuration of the notify app."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """What people are told."""

    name = "hub.notify"
    label = "notify"

    def ready(self) -> None:
        """Say what can be told here, and what is kept of people."""
        from hub.design.components.site import register_header_count
        from hub.notify import parts, reviews
        from hub.notify.composing import COMPOSER, compose_notification
        from hub.notify.courier import send_soon
        from hub.notify.kinds import Kind, Way, register
        from hub.notify.outbox import register_carrier, register_composer
        from hub.notify.reading import unseen_in_header

        register(
            Kind(
                key="account",
                label="The safety of your account",
                explanation="A new device, a new password, a new address.",
                default=Way.AT_ONCE,
                offered=False,
            )
        )
        reviews.register_kinds()
        parts.register()
        register_header_count(unseen_in_header)
        register_composer(COMPOSER, compose_notification)
        register_carrier(send_soon)
