"""Which answer helped: the one that was accepted, and those marked as useful."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class AcceptedAnswer(models.Model):
    """The post that answers a question. It goes with the question, and with the post."""

    question = models.OneToOneField(
        "forum_adapter.Question",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="accepted",
    )
    post = models.OneToOneField(
        "forum_conversation.Post",
        on_delete=models.CASCADE,
        related_name="accepted",
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.question}: {self.post}"


class UsefulMark(models.Model):
    """A member says that a post was useful to them."""

    post = models.ForeignKey(
        "forum_conversation.Post",
        on_delete=models.CASCADE,
        related_name="useful_marks",
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="useful_marks"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"], name="one_useful_mark_of_a_member_on_a_post"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.post}"
