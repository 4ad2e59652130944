"""Signing up in tests, as a browser would."""

import re
import time
from unittest import mock

from django.test import Client

from hub.members.joining import time_trap

SIGN_UP = "/accounts/signup/"
CODE = "/accounts/confirm-email/"
STANDS = "/accounts/application/"
GOOD_PASSWORD = "crimson kettle drives seven otters"


def note_of(seconds_ago: int = 60) -> str:
    """Return a note as a form carried it that was drawn a while ago."""
    then = time.time() - seconds_ago
    with mock.patch("django.core.signing.time.time", return_value=then):
        return time_trap.new_note()


def answers(**changed: object) -> dict[str, object]:
    """Return what somebody types who wants to join."""
    given = {
        "display_name": "Grace Hopper",
        "email": "grace@example.org",
        "password1": GOOD_PASSWORD,
        "kind": "founder",
        "organisation": "",
        "proposed_organisation": "Tyne Care Co-op",
        "why": "We are eight carers who want to own our work.",
        "privacy": "on",
        "homepage": "",
        "note": note_of(),
    } | changed
    return {key: value for key, value in given.items() if value is not None}


def sign_up(client: Client, **changed: object) -> object:
    """Send the form."""
    return client.post(SIGN_UP, answers(**changed))


def code_in(body: str) -> str:
    """Return the code that a mail holds."""
    return re.search(r"^([A-Z0-9-]{6,12})$", body, re.M)[1]
