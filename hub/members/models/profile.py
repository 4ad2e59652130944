"""What a person says of themselves, and who may see each part of it."""

from typing import Any

from django.conf import settings
from django.db import models, transaction

from hub.core.addresses import address_of
from hub.core.vocabulary import Nation
from hub.members.profiles.querysets import ProfileQuerySet
from hub.places.models import Region


class PersonKind(models.TextChoices):
    """What brings a person to the network."""

    MANAGER = "manager", "I run or help to run a care co-op"
    FOUNDER = "founder", "I want to start one, or turn a provider into one"
    CARE_WORKER = "care_worker", "I work in care"
    COMMISSIONER = "commissioner", "I commission care for a council or the NHS"
    ADVISER = "adviser", "I advise or fund co-operatives"
    OTHER = "other", "Something else"


class SeenBy(models.TextChoices):
    """Who may see a part of a profile."""

    PUBLIC = "public", "Everyone"
    MEMBERS = "members", "Members"
    HIDDEN = "hidden", "Nobody but me"


def _seen_by() -> models.CharField:
    return models.CharField(max_length=10, choices=SeenBy, default=SeenBy.MEMBERS)


class Profile(models.Model):
    """A member's own page. The name itself stands with the user.

    Parts that are hidden appear in no page, export of others, index or feed.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="profile",
    )
    slug = models.SlugField(
        max_length=80, unique=True, help_text="The last part of its address."
    )
    kind = models.CharField(max_length=20, choices=PersonKind, default=PersonKind.OTHER)
    pronouns = models.CharField(max_length=40, blank=True)
    role = models.CharField(
        max_length=120, blank=True, help_text="What you do, for example care manager."
    )
    # Shown unless the person acts for an organisation; see Membership.
    organisation_name = models.CharField(max_length=150, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation",
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="people",
    )
    place = models.CharField(
        max_length=120, blank=True, help_text="A town or area, in your own words."
    )
    nation = models.CharField(max_length=20, choices=Nation, blank=True)
    region = models.CharField(max_length=40, choices=Region, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    can_help_with = models.ManyToManyField(
        "core.Topic", blank=True, related_name="people_offering"
    )
    topics = models.ManyToManyField(
        "core.Topic",
        blank=True,
        related_name="people_interested",
        help_text="What you want to hear about.",
    )
    # A name made by us under a private folder; served by a view that asks who looks.
    photo = models.CharField(max_length=80, blank=True, editable=False)

    is_listed = models.BooleanField(
        default=False, help_text="Whether the people finder shows this person."
    )
    name_seen_by = _seen_by()
    pronouns_seen_by = _seen_by()
    role_seen_by = _seen_by()
    organisation_seen_by = _seen_by()
    place_seen_by = _seen_by()
    languages_seen_by = _seen_by()
    can_help_with_seen_by = _seen_by()
    photo_seen_by = _seen_by()

    updated_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["user__display_name", "pk"]

    def __str__(self) -> str:
        return self.user.get_display_name()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the profile and its search entry, or neither: what is hidden is hidden."""
        super().save(*args, **kwargs)

    @property
    def url_for_members(self) -> str:
        """The address of the profile, or "" when members see none."""
        is_shown = self.name_seen_by != SeenBy.HIDDEN and self.user.is_active
        return self.get_absolute_url() if is_shown else ""

    def get_absolute_url(self) -> str:
        """Return the address of the profile."""
        return address_of("members:person", self.slug)
