"""allauth's forms of one's own account, in the hub's words: each label is said once."""

from typing import Any

from allauth.account import forms
from allauth.mfa.totp.forms import ActivateTOTPForm

from hub.accounts.passwords import ADVICE

_LABELS = {
    "email": "New e-mail address",
    "oldpassword": "Your password now",
    "password": "Your password",
    "password1": "New password",
    "password2": "New password, once more",
    "code": "Code",
}
# allauth's own stands above the field, in its words; the pages have theirs.
_HELP_TAKEN_OUT = ("oldpassword", "password")


class OwnWords:
    """A form whose questions are worded here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = _LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in _HELP_TAKEN_OUT:
                field.help_text = ""
        if "password1" in self.fields:
            self.fields["password1"].help_text = ADVICE


class NewAddressForm(OwnWords, forms.AddEmailForm):
    """Change the address one signs in with."""


class ChangePasswordForm(OwnWords, forms.ChangePasswordForm):
    """Change the password."""


class FirstPasswordForm(OwnWords, forms.SetPasswordForm):
    """Set a password where there is none."""


class PasswordAnewForm(OwnWords, forms.ResetPasswordKeyForm):
    """Set a new password by the link from a mail."""


class PasswordAgainForm(OwnWords, forms.ReauthenticateForm):
    """Show again that it is you."""


class AddressCodeForm(OwnWords, forms.ConfirmEmailVerificationCodeForm):
    """Type the code that came by mail."""


class AppForm(OwnWords, ActivateTOTPForm):
    """Type the code that the app shows first."""
