"""What coordinators keep for their own work."""

from django.db import models


class ReasonTemplate(models.Model):
    """Words that a coordinator can start from when they answer somebody."""

    class Use(models.TextChoices):
        """Which answer the words are for."""

        WELCOME = "welcome", "Letting an applicant in"
        DECLINE = "decline", "Declining an application"
        DECLINE_CLAIM = "decline_claim", "Declining a claim to an organisation"

    use = models.CharField("used for", max_length=20, choices=Use)
    title = models.CharField(
        max_length=80, help_text="What coordinators choose it by; nobody else sees it."
    )
    text = models.TextField(
        max_length=1_000,
        help_text="Sent word for word, unless the coordinator changes it.",
    )
    order = models.PositiveSmallIntegerField(
        default=0, help_text="Lower numbers stand first."
    )

    class Meta:
        ordering = ["use", "order", "pk"]
        # The desk has no table of its own; its permission lives with the words it uses.
        permissions = [("use_desk", "Can use the coordinators' desk")]

    def __str__(self) -> str:
        return self.title
