"""What a member has begun to write, and what a post said before it was edited."""

from django.conf import settings
from django.db import models
from django.utils import timezone

#: As long as a topic's subject may be.
LONGEST_SUBJECT = 255
LONGEST_REASON = 200


class Draft(models.Model):
    """What a member has begun to write in one place, and not posted yet.

    The place is named, not related to (see `forum.writing.places`): whoever loses the
    topic they wrote for does not lose their words with it.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="forum_drafts"
    )
    place = models.CharField(max_length=120)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    content = models.TextField(blank=True)
    is_question = models.BooleanField(default=False)
    tags = models.JSONField(default=list, blank=True)
    #: Which words of the post were being changed; see `forum.writing.words.digest`.
    opened_with = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "place"], name="one_draft_of_a_member_in_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.place


class EarlierWords(models.Model):
    """What a post said until somebody changed it. Moderators alone read it."""

    post = models.ForeignKey(
        "forum_conversation.Post",
        on_delete=models.CASCADE,
        related_name="earlier_words",
    )
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    content = models.TextField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["edited_at", "pk"]
        verbose_name_plural = "earlier words"
        indexes = [
            models.Index(fields=["post", "edited_at"], name="earlier_words_of_a_post")
        ]

    def __str__(self) -> str:
        return f"{self.post}, until {self.edited_at:%Y-%m-%d %H:%M}"
