"""A composer that needs nothing else, for processes that only send."""

from hub.notify.outbox import Mail, register_composer


def register() -> None:
    register_composer("test-real", lambda letter: Mail("S", "T\n" * 500, "<p>T</p>"))
