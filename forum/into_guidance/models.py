"""What an editor wants to make from a discussion, and who let their words be used."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Questions about proposals."""

    def for_rows(self) -> Self:
        """Fetch what a list row shows, with how many were asked and have answered."""
        waiting = models.Q(consents__answer=Answer.WAITING)
        return (
            self.select_related("topic__forum", "begun_by", "page")
            .annotate(
                asked=models.Count("consents"),
                waiting=models.Count("consents", filter=waiting),
            )
            .order_by("-begun_at", "-pk")
        )


class Answer(models.TextChoices):
    """What an author says to the use of their words."""

    WAITING = "waiting", "has not answered"
    NAMED = "named", "agreed, with their name"
    UNNAMED = "unnamed", "agreed, without their name"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "agreed, and took it back"


#: The answers that let words be used.
AGREED = (Answer.NAMED, Answer.UNNAMED)


class Proposal(models.Model):
    """A page to be made from messages of one discussion."""

    topic = models.ForeignKey(
        "forum_conversation.Topic",
        on_delete=models.SET_NULL,
        null=True,
        related_name="guidance_proposals",
    )
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    note = models.TextField(max_length=1_000, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether the page has been published, now or before."""
        page = self.page
        return page is not None and (page.live or page.first_published_at is not None)


class Consent(models.Model):
    """One author was asked for their messages; nothing is used without a yes."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="consents"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="guidance_consents",
    )
    answer = models.CharField(
        max_length=10, choices=Answer, default=Answer.WAITING.value
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "author"], name="one_consent_of_an_author"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.author}"


class Quotation(models.Model):
    """The words of one message, as its author was asked for them."""

    consent = models.ForeignKey(
        Consent, on_delete=models.CASCADE, related_name="quotations"
    )
    post = models.ForeignKey(
        "forum_conversation.Post",
        on_delete=models.SET_NULL,
        null=True,
        related_name="guidance_quotations",
    )
    words = models.TextField()
    #: Names the block of the page that holds the words.
    block = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:80]


class Step(models.Model):
    """What was done, when and by whom. Rows are added and never changed."""

    class What(models.TextChoices):
        """The steps from a discussion to a page."""

        ASKED = "asked", "Authors were asked"
        NAMED = "named", "An author agreed, with their name"
        UNNAMED = "unnamed", "An author agreed, without their name"
        DECLINED = "declined", "An author declined"
        WITHDRAWN = "withdrawn", "An author took their words back"
        DRAFTED = "drafted", "The draft was made"
        ERASED = "erased", "An author’s account was erased"

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="steps"
    )
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_what_display()
