"""What has to be registered for digests."""

from hub.members.digest import making, news, parts
from hub.members.digest.mail import compose_digest
from hub.members.kept import mail_consent
from hub.notify.outbox import register_composer


def register() -> None:
    """Register it; once, when the app is ready."""
    making.register_kind()
    news.register_platform_sections()
    parts.register_parts()
    mail_consent.connect()
    register_composer(making.COMPOSER, compose_digest)
