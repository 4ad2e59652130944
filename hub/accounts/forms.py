"""Forms of people's accounts: the administrators' and the forgotten password."""

from allauth.account.forms import ResetPasswordForm
from wagtail.users.forms import UserCreationForm, UserEditForm


class PersonCreationForm(UserCreationForm):
    """Open an account: address, name, password, groups."""

    # Wagtail's forms ask for two names; people here have the one they choose.
    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = {"email", "display_name", "is_superuser", "groups"}


class PersonEditForm(UserEditForm):
    """Edit an account."""

    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields = {"email", "display_name", "is_active", "is_superuser", "groups"}


class ForgottenPasswordForm(ResetPasswordForm):
    """Ask for the address, in the words of the sign-in page."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the one question."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].widget.attrs.pop("placeholder", None)
