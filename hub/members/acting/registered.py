"""What the rest of the hub is to know of acting for organisations."""

from hub.members.acting import news, parts, receivers, rules


def register() -> None:
    """Register it all; once, when the app is ready."""
    rules.register_role()
    news.register_kinds()
    parts.register_parts()
    receivers.connect()
