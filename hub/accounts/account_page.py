"""The page in the Wagtail admin where staff keep their own name and preferences."""

from django import forms
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel

from hub.accounts.models import User


class NameForm(forms.ModelForm):
    """Change the name that others see."""

    class Meta:
        model = User
        fields = ["display_name"]


def fit_account_page() -> None:
    """Make Wagtail's page ask for the one name people have, and for no picture.

    Wagtail offers no setting for either panel, and its own address for the page comes
    before any that a hook could add.
    """
    NameEmailSettingsPanel.form_class = NameForm
    # Only sizes of images are served (hub.media), so a picture could not be shown.
    AvatarSettingsPanel.is_active = lambda panel: False
