"""The user of the hub."""

from typing import Any

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Permission,
    PermissionsMixin,
)
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

FORMER_MEMBER = "A former member"
_LEAVING = ("leaves_at", "erases_posts")
_OPENS_ADMIN = "wagtailadmin.access_admin"


class UserManager(BaseUserManager):
    """Makes users; addresses are kept in lower case."""

    @transaction.atomic(savepoint=False)
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make a user; without a password they cannot sign in until one is set."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        # Whoever is made here was let in by the one who made them.
        fields.setdefault("approved_at", timezone.now())
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        if user.approved_at:
            # Not at the top: allauth's models stand on this one.
            from hub.accounts.addresses import vouch_for

            vouch_for(user)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an administrator."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the address in lower case: two people never share one by case."""
        return super().normalize_email(email).strip().lower()

    def with_way_to_admin(self) -> models.QuerySet["User"]:
        """Return everybody with `opens_admin` known: no query for it later."""
        app, codename = _OPENS_ADMIN.split(".")
        rows = Permission.objects.filter(content_type__app_label=app, codename=codename)
        granted = Exists(rows.filter(group__user=OuterRef("pk"))) | Exists(
            rows.filter(user=OuterRef("pk"))
        )
        return self.annotate(opens_admin=Q(is_superuser=True) | Q(granted))

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a user by address, whatever its case."""
        return self.get(email=self.normalize_email(email))


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address, and is known by a name.

    There is no username. The address is never shown to anyone but its owner and staff;
    whatever has to name a person uses `get_display_name`.
    """

    email = models.EmailField("e-mail address", unique=True)
    display_name = models.CharField(
        "name", max_length=80, help_text="As other people on the hub will see it."
    )
    is_staff = models.BooleanField("staff", default=False)
    is_active = models.BooleanField(
        "active", default=True, help_text="Switch this off instead of deleting."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    approved_at = models.DateTimeField(
        "let in at",
        blank=True,
        null=True,
        editable=False,
        help_text="Nobody signs in before.",
    )
    leaves_at = models.DateTimeField(
        blank=True,
        null=True,
        editable=False,
        db_index=True,
        help_text="They asked to leave; from then on the account is erased.",
    )
    erases_posts = models.BooleanField(
        default=False,
        editable=False,
        help_text="Whether their words go with them.",
    )
    erased_at = models.DateTimeField(blank=True, null=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        ordering = ["display_name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_address",
                violation_error_message="There is a person with this address already.",
            )
        ]

    def __str__(self) -> str:
        return self.get_display_name()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the address in lower case whoever set it.

        Whoever is switched off is not found any more: their search entry goes with it.
        Whoever is switched on again does not leave any more.
        """
        self.email = UserManager.normalize_email(self.email)
        if self.leaves_at is not None and self._is_switched_on():
            self.leaves_at, self.erases_posts = None, False
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *_LEAVING}
        super().save(*args, **kwargs)

    def _is_switched_on(self) -> bool:
        before = User.objects.filter(pk=self.pk, is_active=False)
        return self.is_active and before.exists()

    @cached_property
    def opens_admin(self) -> bool:
        """Whether they may open the admin at all."""
        return self.has_perm(_OPENS_ADMIN)

    def get_display_name(self) -> str:
        """Return the name to show others; never the address."""
        if self.erased_at or not self.is_active:
            return FORMER_MEMBER
        return self.display_name or "A member"

    @property
    def first_name(self) -> str:
        """Return the name: Wagtail's sidebar greets by it, else by the address."""
        return self.get_display_name()

    def get_full_name(self) -> str:
        """Return the name, as Wagtail asks for it."""
        return self.get_display_name()

    def get_short_name(self) -> str:
        """Return the name, as Wagtail asks for it."""
        return self.get_display_name()


def display_name_of(user: User) -> str:
    """Return the name to show; allauth asks for it by dotted path."""
    return user.get_display_name()
