"""What a person agreed to, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Consent(models.Model):
    """One answer a person gave: a log, in which nothing is changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents"
    )
    what = models.CharField(
        max_length=40, help_text="A key, for example privacy-notice or newsletter."
    )
    wording = models.TextField(help_text="The sentence that was put to them.")
    is_given = models.BooleanField("given")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.what}: {'yes' if self.is_given else 'no'}"
