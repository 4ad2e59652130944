"""The sign-in form, in the hub's words."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Ask for address and password; allauth does the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        # The page has its own link to a new password.
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Keep me signed in on this device"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
