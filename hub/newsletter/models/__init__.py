"""The pages, and what is known of sending one."""

from hub.newsletter.models.pages import NewsletterIndexPage, NewsletterPage
from hub.newsletter.models.sending import Sending

__all__ = ["NewsletterIndexPage", "NewsletterPage", "Sending"]
