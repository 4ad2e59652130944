"""What people hold besides a password: an app that makes codes, and a passkey."""

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

_PERIOD_SECONDS = 30


def code_of(secret: str, *, periods: int = 0) -> str:
    """Return what an authenticator app shows now, or `periods` later (RFC 6238)."""
    counter = int(time.time()) // _PERIOD_SECONDS + periods
    key = base64.b32decode(secret.replace(" ", ""), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclass(frozen=True, slots=True)
class Authenticator:
    """A fingerprint reader inside the computer, as far as Chromium can tell."""

    session: CDPSession
    key: str

    def passkeys(self) -> list[dict]:
        """Return the passkeys it keeps."""
        return self.session.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.key}
        )["credentials"]


def authenticator_for(page: Page) -> Authenticator:
    """Build an authenticator into the browser of `page`; it says yes by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return Authenticator(session, made["authenticatorId"])
