"""No test may reach another machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_test_that_reaches_for_another_machine_is_stopped():
    # An address of documentation (RFC 5737): nobody answers there.
    with pytest.raises(SocketConnectBlockedError), socket.socket() as reaching:
        reaching.connect(("192.0.2.1", 80))
