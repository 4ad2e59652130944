"""Kinds for tests, and people to tell of things."""

from collections.abc import Iterable

import pytest

from hub.notify import actions, kinds
from hub.notify.kinds import Kind, Way
from tests.hub.notify.sinks import sink

PLAIN, WATCHED, RARE = "test-plain", "test-watched", "test-rare"


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch):
    """Three kinds, gone after the test; the keys of the second are in the dictionary."""
    now: dict[str, str | None] = {}

    def keys(abouts: Iterable[str]) -> dict[str, str | None]:
        return {about: now.get(about, "public") for about in abouts}

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(Kind(PLAIN, "Plain things", "What happens.", Way.AT_ONCE))
    kinds.register(
        Kind(WATCHED, "Watched things", "Elsewhere.", Way.AT_ONCE, visibility_of=keys)
    )
    kinds.register(
        Kind(
            RARE,
            "Rare things",
            "Now and then.",
            Way.WEEKLY,
            ways={Way.NONE: "None", Way.WEEKLY: "Once a week"},
        )
    )
    return now


@pytest.fixture
def ada(home, person):
    return person("Ada")


@pytest.fixture
def mail_server(settings):
    """A mail server that the site speaks SMTP to."""
    with sink() as (kept, port):
        settings.EMAIL_BACKEND = "hub.notify.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield kept


@pytest.fixture
def tell():
    """Tell people of a thing: `tell(ada, bea, about="x")`."""

    def now(*people, kind=PLAIN, about="thing:1", title="A thing", **given):
        given.setdefault("url", "/forum/")
        actions.tell(kind=kind, people=people, about=about, title=title, **given)

    return now
