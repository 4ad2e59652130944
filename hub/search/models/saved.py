"""Searches that members keep, and what they were told about them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class SavedSearch(models.Model):
    """A question whose new answers its owner is told of by e-mail.

    `address` is the whole question, words and facets, as the results page takes it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=2_000)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "address"], name="saved_once_by_each_owner"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def results_url(self) -> str:
        """Return the address of what it finds."""
        return f"{reverse('search:results')}?{self.address}"


class SearchMail(models.Model):
    """One message about a saved search.

    It is made with everything it will tell, begun just before it is handed to the mail
    server, and sent when the server has taken it. One that was made and not begun (the
    run was stopped) is made anew; one that was begun is never sent again.
    """

    saved_search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="mails")
    made_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.saved_search}, {self.made_at:%Y-%m-%d}"


class ToldEntry(models.Model):
    """A thing that the owner of a saved search is told of: once and never again."""

    saved_search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="told")
    mail = models.ForeignKey(SearchMail, models.CASCADE, related_name="told")
    entry_key = models.CharField(max_length=120)

    class Meta:
        verbose_name_plural = "told entries"
        constraints = [
            models.UniqueConstraint(
                fields=["saved_search", "entry_key"], name="told_once"
            )
        ]

    def __str__(self) -> str:
        return self.entry_key
