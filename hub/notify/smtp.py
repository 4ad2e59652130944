"""SMTP with a moment just before a mail is the server's to deliver.

A mail is the server's once it has answered the lone dot that ends it. What has to be
noted before that, so that a mail is never sent twice, is noted between the last line and
the dot: whoever is killed earlier has certainly sent nothing.
"""

import smtplib
import socket
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

_END = b".\r\n"
# A server may think about a mail for long before it takes it; giving up on the answer
# would leave us not knowing.
_SECONDS_FOR_THE_ANSWER = 60


class _WithMoment:
    """Mixed into smtplib's classes: calls `before_end` before the end of the data."""

    before_end: Callable[[], None] | None = None
    _is_in_data = False
    _usual_timeout: float | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the mail itself; when it is not to be ended, go away without the end."""
        self._is_in_data = True
        # The end is a packet of its own, and would wait for the other's receipt.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            return super().data(msg)
        except smtplib.SMTPException:
            raise
        except BaseException:
            # Nothing that is said from here on may be taken for the rest of the mail.
            self.close()
            raise
        finally:
            self._is_in_data = False
            if self.sock is not None and self._usual_timeout is not None:
                self.sock.settimeout(self._usual_timeout)

    def send(self, s: Any) -> None:
        """Send as before, with the moment where it belongs."""
        if self._is_in_data and isinstance(s, bytes) and s.endswith(_END):
            super().send(s.removesuffix(_END))
            if self.before_end is not None:
                self.before_end()
            self._usual_timeout = self.sock.gettimeout()
            self.sock.settimeout(_SECONDS_FOR_THE_ANSWER)
            s = _END
        super().send(s)


class _SMTP(_WithMoment, smtplib.SMTP):
    pass


class _SecureSMTP(_WithMoment, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangoBackend):
    """Django's, over a connection that knows the moment."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the class of the connection."""
        return _SecureSMTP if self.use_ssl else _SMTP

    def hand_over(self, message: EmailMessage, before_end: Callable[[], None]) -> None:
        """Send one mail; `before_end` is called when only its end is left to send.

        The connection is open. What `before_end` raises keeps the mail from being sent.
        """
        self.connection.before_end = before_end
        try:
            self.send_messages([message])
        finally:
            if self.connection is not None:
                self.connection.before_end = None
