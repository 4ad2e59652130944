"""A mail server on this machine that keeps what it gets, and says no when told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Sink:
    """What arrived, and what is answered to whom: `answers[address] = ["451 Later"]`."""

    def __init__(self) -> None:
        self.mails = []
        self.connections = 0
        self.answers: dict[str, list[str]] = {}
        self.answers_to_data: list[str] = []

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answers_to_data:
            answer = self.answers_to_data.pop(0)
            if answer == "silence":
                # Taken, and gone before it could say so.
                self._keep(envelope)
                session.transport = server.transport.abort()
                return "250 OK"
            if not answer.startswith("250"):
                return answer
        self._keep(envelope)
        return "250 OK"

    def _keep(self, envelope) -> None:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))

    @property
    def addresses(self) -> list[str]:
        return sorted(mail["To"] for mail in self.mails)


@contextmanager
def sink(port: int | None = None) -> Iterator[tuple[Sink, int]]:
    """Listen while the test runs; yield the sink and its port."""
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
