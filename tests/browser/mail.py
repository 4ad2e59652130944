"""A mail server on this machine: it takes every letter of the site, and keeps it."""

import asyncio
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from threading import Condition, Event

from aiosmtpd.controller import Controller

_PATIENCE_SECONDS = 45


@dataclass(frozen=True, slots=True)
class Received:
    """A letter as it came over the wire."""

    to: tuple[str, ...]
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """What is read where HTML is not shown."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """What is read where it is; empty in a letter without."""
        return self._part("html")

    def link(self, containing: str) -> str:
        """Return the one link with `containing` in it; both parts must have it."""
        links = set(re.findall(r"https?://\S+", self.text))
        found = {link for link in links if containing in link}
        assert len(found) == 1, (containing, self.text)
        link = found.pop()
        if self.html:
            assert link in _links_of(self.html), (link, self.html)
        return link

    def code(self) -> str:
        """Return the code that stands on a line of its own."""
        codes = re.findall(r"^([B-Z]{4}-[B-Z]{4})$", self.text, re.MULTILINE)
        assert len(codes) == 1, self.text
        return codes[0]

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content().replace("\r\n", "\n") if part else ""


class Mailbox:
    """Everybody's letters, in the order in which they came."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._news = Condition()
        self._letters: list[Received] = []
        self._is_slow, self._has_one = Event(), Event()

    async def handle_DATA(self, server, session, envelope) -> str:
        """Take a letter from aiosmtpd."""
        self._has_one.set()
        while self._is_slow.is_set():
            await asyncio.sleep(0.05)
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self._news:
            self._letters.append(Received(tuple(envelope.rcpt_tos), message))
            self._news.notify_all()
        return "250 OK"

    @contextmanager
    def thinking(self) -> Iterator[Event]:
        """Answer for no letter until the end of the block; yields whether one is here."""
        self._has_one.clear()
        self._is_slow.set()
        try:
            yield self._has_one
        finally:
            self._is_slow.clear()

    def to(self, address: str) -> list[Received]:
        """Return what came for `address` so far."""
        with self._news:
            return [letter for letter in self._letters if address in letter.to]

    def wait_for(self, address: str, subject: str, *, count: int = 1) -> Received:
        """Return the `count`-th letter to `address` whose subject holds `subject`."""
        end = time.monotonic() + _PATIENCE_SECONDS
        with self._news:
            while True:
                mine = [letter for letter in self._letters if address in letter.to]
                found = [letter for letter in mine if subject in letter.subject]
                if len(found) >= count:
                    return found[count - 1]
                left = end - time.monotonic()
                if left <= 0:
                    subjects = [letter.subject for letter in mine]
                    raise AssertionError(f"No {subject!r} for {address}: {subjects}")
                self._news.wait(left)


@contextmanager
def mail_server(port: int) -> Iterator[Mailbox]:
    """Listen on `port` of this machine until the end of the block."""
    mailbox = Mailbox(port)
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attributes) -> None:
        if tag == "a":
            self.found.add(dict(attributes).get("href") or "")


def _links_of(html: str) -> set[str]:
    parser = _Links()
    parser.feed(html)
    return parser.found
