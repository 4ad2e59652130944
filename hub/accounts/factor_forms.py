"""Forms of second factors: in the hub's words, and closed to broken and to used answers.

allauth lets some broken answers of browsers rise as errors, and forgets a used code
before the code has run out.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from cryptography.exceptions import InvalidSignature
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms import CharField

from hub.accounts.own_forms import OwnWords

# Longer than a code is taken, with one before and one after it.
_USED_FOR = 5 * 30
_BROKEN = (
    AttributeError,
    InvalidSignature,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
)


@contextmanager
def _broken_is_wrong() -> Iterator[None]:
    """Treat what no browser sends as a wrong answer."""
    try:
        yield
    except ValidationError:
        raise
    except _BROKEN as error:
        raise ValidationError("That did not work. Please try again.") from error


def _name(*, required: bool = False) -> CharField:
    return CharField(
        label="Name of this passkey",
        max_length=60,
        required=required,
        help_text="So that you can tell it from others, for example: my phone.",
    )


class _Makes:
    """Makes a passkey, one that asks its owner for a finger, a face or a number."""

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        with _broken_is_wrong():
            return super().clean()


class _Uses:
    """Uses a passkey."""

    def clean_credential(self) -> Authenticator:
        with _broken_is_wrong():
            return super().clean_credential()


class _TakesCodes:
    """Takes each code once."""

    def clean_code(self) -> str:
        code = super().clean_code()
        digits = "".join(filter(str.isalnum, code))
        key = f"second-factor-used:{self.user.pk}:{digits}"
        if not cache.add(key, True, timeout=_USED_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class NewPasskeyForm(_Makes, forms.AddWebAuthnForm):
    """Add a passkey; one that only helps a password is not offered."""

    passwordless = None
    name = _name()


class FirstPasskeyForm(_Makes, forms.SignupWebAuthnForm):
    """Make the passkey that one signs up with."""

    name = _name()


class PasskeyNameForm(forms.EditWebAuthnForm):
    """Give a passkey another name."""

    name = _name(required=True)


class PasskeySignInForm(_Uses, forms.LoginWebAuthnForm):
    """Sign in with a passkey alone."""


class PasskeyAgainForm(_Uses, forms.ReauthenticateWebAuthnForm):
    """Show again that it is oneself."""


class PasskeyStepForm(_Uses, forms.AuthenticateWebAuthnForm):
    """Use a passkey after the password."""


class CodeStepForm(OwnWords, _TakesCodes, codes.AuthenticateForm):
    """Type a code after the password."""


class CodeAgainForm(OwnWords, _TakesCodes, codes.ReauthenticateForm):
    """Show again, by a code, that it is oneself."""
