"""The organisation, and what it rests on."""

from collections.abc import Iterable

from django.db import models, transaction
from django.urls import reverse
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from hub.core.addresses import address_of
from hub.core.blocks import STORY_FEATURES
from hub.core.models import SourceRow
from hub.core.vocabulary import LegalForm, Nation, OrganisationKind, Stage
from hub.directory.addresses import check_slug
from hub.directory.locating import locate, with_point
from hub.directory.models.identity import Identifier
from hub.directory.querysets import OrganisationQuerySet
from hub.directory.vocabulary import PointPrecision, ShownTo, SizeBand
from hub.places.models import Region


class OrganisationTopic(ItemBase):
    """One organisation is about one topic."""

    tag = models.ForeignKey(
        "core.Topic", on_delete=models.CASCADE, related_name="organisation_topics"
    )
    content_object = ParentalKey(
        "directory.Organisation",
        on_delete=models.CASCADE,
        related_name="organisation_topics",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="one_topic_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_object} is about {self.tag}"


class Organisation(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """A care co-op, or an organisation that works with care co-ops.

    A record, not a page: it has drafts, revisions, workflow, locking and history in the
    Wagtail admin, and its own address on the site. A field whose fact is not known
    stays empty; nothing is guessed.
    """

    slug = models.SlugField(
        max_length=80,
        unique=True,
        help_text="The last part of its address. Leave it once people have linked to it.",
    )
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    stage = models.CharField(
        max_length=20, choices=Stage, blank=True, help_text="For care providers."
    )
    summary = models.TextField(
        max_length=300, help_text="One or two sentences, shown in lists and results."
    )
    description = RichTextField(
        blank=True, features=STORY_FEATURES, help_text="What it is and what it does."
    )
    website = models.URLField(blank=True)

    nation = models.CharField(max_length=20, choices=Nation, blank=True)
    region = models.CharField(max_length=40, choices=Region, blank=True)
    place = models.CharField(
        max_length=120, blank=True, help_text="Where it works, in words."
    )
    councils_served = ParentalManyToManyField(
        "places.Council",
        blank=True,
        related_name="organisations_serving",
        help_text="Councils and trusts in whose area it works.",
    )

    address = models.TextField(
        max_length=300, blank=True, help_text="Street and town, without the postcode."
    )
    postcode = models.CharField(max_length=8, blank=True)
    masks_address = models.BooleanField(
        "keep the exact address to ourselves",
        default=False,
        help_text="Then only the first half of the postcode is shown, on the map too.",
    )
    # Only what anybody may know is kept here: the district's middle, where the address
    # is masked. So no list, map, export or index can give away more.
    latitude = models.FloatField(blank=True, null=True, editable=False)
    longitude = models.FloatField(blank=True, null=True, editable=False)
    precision = models.CharField(
        max_length=10, choices=PointPrecision, blank=True, editable=False
    )

    email = models.EmailField("e-mail", blank=True)
    email_shown_to = models.CharField(
        max_length=10, choices=ShownTo, default=ShownTo.MEMBERS
    )
    phone = models.CharField("telephone", max_length=30, blank=True)
    phone_shown_to = models.CharField(
        "telephone shown to", max_length=10, choices=ShownTo, default=ShownTo.MEMBERS
    )

    services = ParentalManyToManyField(
        "core.CareService", blank=True, related_name="organisations"
    )
    people_supported = ParentalManyToManyField(
        "core.SupportedGroup", blank=True, related_name="organisations"
    )

    ownership_models = ParentalManyToManyField(
        "core.OwnershipModel", blank=True, related_name="organisations"
    )
    legal_form = models.CharField(max_length=40, choices=LegalForm, blank=True)
    membership = models.TextField(
        blank=True, help_text="Who the members are, and what a share costs."
    )
    governance = models.TextField(
        blank=True, help_text="How the board is chosen, and how decisions are taken."
    )
    founded_year = models.PositiveSmallIntegerField(blank=True, null=True)
    size = models.CharField(
        max_length=80, blank=True, help_text="In its own measure, for example 36 teams."
    )
    colleagues = models.PositiveIntegerField(
        blank=True, null=True, help_text="About how many people work in it."
    )
    size_band = models.CharField(
        max_length=20, choices=SizeBand, blank=True, editable=False
    )

    can_help_with = ParentalManyToManyField(
        "core.Topic",
        blank=True,
        related_name="organisations_offering",
        help_text="What its people have done and can talk to others about.",
    )
    looking_for = ParentalManyToManyField(
        "core.Topic",
        blank=True,
        related_name="organisations_seeking",
        help_text="What its people would like help with.",
    )
    topics = ClusterTaggableManager(through=OrganisationTopic, blank=True)

    confirmed_on = models.DateField(
        "last confirmed on",
        blank=True,
        null=True,
        help_text="When somebody from the organisation last confirmed this entry.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="organisation_point")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an address that the directory needs for itself."""
        super().clean()
        check_slug(self.slug)

    @transaction.atomic
    def save(self, *args: object, **kwargs: object) -> None:
        """Save it with its relations and its search entry, or not at all."""
        self.size_band = SizeBand.of(self.colleagues)
        fields = with_point(kwargs.get("update_fields"))
        if fields is None or "latitude" in fields:
            locate(self)
        super().save(*args, **{**kwargs, "update_fields": fields})

    @transaction.atomic
    def publish(self, revision: Revision, *args: object, **kwargs: object) -> None:
        """Publish a revision, likewise.

        Raises ValidationError where a number in it has become another's meanwhile.
        """
        for row in revision.content.get("identifiers", ()):
            known = {name: row[name] for name in ("pk", "scheme", "number")}
            Identifier(organisation=self, **known).clean()
        super().publish(revision, *args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: object, **kwargs: object) -> None:
        """Take it off the site, likewise."""
        super().unpublish(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the profile."""
        return address_of("directory:profile", self.slug)

    # Wagtail's admin shows a "view live" link for things that have a url.
    @property
    def url(self) -> str:
        """The address of the profile."""
        return self.get_absolute_url()

    @property
    def where(self) -> str:
        """Where it works, in as few words as are known."""
        return self.place or self.get_region_display() or self.get_nation_display()

    @property
    def initials(self) -> str:
        """Two letters for the square in front of its name."""
        words = [
            word for word in self.name.replace("-", " ").split() if word[0].isalnum()
        ]
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def row_meta(self) -> str:
        """Where it is and how large, in one quiet line."""
        founded = f"founded {self.founded_year}" if self.founded_year else ""
        people = f"about {self.colleagues} colleagues" if self.colleagues else ""
        parts = (self.where, founded, self.size or people)
        return " · ".join(part for part in parts if part)

    @property
    def helps_with_words(self) -> str:
        """What it can help with, in one line; read with `for_cards`."""
        return f"Can help with: {_in_a_line(self.can_help_with.all())}"

    @property
    def looking_for_words(self) -> str:
        """What it is looking for, in one line; read with `for_cards`."""
        return f"Looking for: {_in_a_line(self.looking_for.all())}"

    def breadcrumb(self) -> list[tuple[str, str | None]]:
        """Return (label, address) from home down to here; the last has no address."""
        return [
            ("Home", "/"),
            ("Find a co-op", reverse("directory:list")),
            (self.name, None),
        ]

    def get_preview_template(self, request: object, mode_name: str) -> str:
        """Preview with the profile page itself."""
        return "directory/profile.html"

    def get_preview_context(self, request: object, mode_name: str) -> dict[str, object]:
        """Give the profile page what its view gives it."""
        from hub.directory.profile import profile_context

        return profile_context(self, user=request.user) | {"request": request}


def _in_a_line(topics: Iterable[object], *, at_most: int = 3) -> str:
    names = [str(topic).lower() for topic in topics]
    more = f" and {len(names) - at_most} more" if len(names) > at_most else ""
    return ", ".join(names[:at_most]) + more


class OrganisationSource(SourceRow):
    """A source that an entry rests on."""

    organisation = ParentalKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="sources"
    )
