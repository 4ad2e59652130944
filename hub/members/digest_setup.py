"""What has to be registered for digests."""

from hub.members import digest, digest_news, digest_parts, mail_consent
from hub.members.digest_mail import compose_digest
from hub.notify.outbox import register_composer


def register() -> None:
    """Register it; once, when the app is ready."""
    digest.register_kind()
    digest_news.register_platform_sections()
    digest_parts.register_parts()
    mail_consent.connect()
    register_composer(digest.COMPOSER, compose_digest)
