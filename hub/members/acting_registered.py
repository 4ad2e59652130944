"""What the rest of the hub is to know of acting for organisations."""

from hub.members import acting, acting_news, acting_parts, acting_receivers


def register() -> None:
    """Register it all; once, when the app is ready."""
    acting.register_role()
    acting_news.register_kinds()
    acting_parts.register_parts()
    acting_receivers.connect()
