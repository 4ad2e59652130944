"""Forms of people's accounts: the administrators' and the forgotten password."""

from allauth.account.forms import ResetPasswordForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.users.forms import UserCreationForm, UserEditForm

from hub.accounts.addresses import vouch_for
from hub.accounts.models import User
from hub.accounts.roles import GRANTED_BY_COORDINATORS


class PersonCreationForm(UserCreationForm):
    """Open an account: address, name, password, groups."""

    # Wagtail's forms ask for two names; people here have the one they choose.
    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = {"email", "display_name", "is_superuser", "groups"}

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Open the account, and let the person in: the administrator knows them."""
        self.instance.approved_at = timezone.now()
        user = super().save(commit=commit)
        if commit:
            vouch_for(user)
        return user


class PersonEditForm(UserEditForm):
    """Edit an account.

    Whoever is no administrator changes the name, switches off, and makes board moderators:
    with a password, an address or any other group they could become somebody else.
    """

    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields = {"email", "display_name", "is_active", "is_superuser", "groups"}

    def __init__(self, *args: object, by: User, **kwargs: object) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        if by.is_superuser:
            return
        for name in ("email", "is_superuser"):
            self.fields.pop(name, None)
        self.fields["groups"].queryset = Group.objects.filter(
            name__in=GRANTED_BY_COORDINATORS
        )

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Save; an address that an administrator set needs no confirmation."""
        user = super().save(commit=commit)
        if commit and "email" in self.changed_data:
            vouch_for(user)
        return user

    @property
    def password_enabled(self) -> bool:
        """Let administrators set passwords."""
        return self.by.is_superuser and super().password_enabled

    def clean_groups(self) -> QuerySet[Group]:
        """Keep the groups that were not offered."""
        chosen = self.cleaned_data["groups"]
        if self.by.is_superuser:
            return chosen
        kept = self.instance.groups.exclude(name__in=GRANTED_BY_COORDINATORS)
        return Group.objects.filter(pk__in=[group.pk for group in (*chosen, *kept)])


class ForgottenPasswordForm(ResetPasswordForm):
    """Ask for the address, in the words of the sign-in page."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the one question."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].widget.attrs.pop("placeholder", None)
