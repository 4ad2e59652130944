"""The field's synonyms, kept by editors."""

from django.core.exceptions import ValidationError
from django.db import models

from hub.search.words import stems_in

MOST_WAYS = 12
LONGEST_WAY = 6


class Synonym(models.Model):
    """Several ways to say one thing; whoever asks for one finds the others as well.

    Words are compared by their stems, so one form of each is enough. A change counts
    from the next search on.
    """

    ways = models.TextField(
        "ways to say it",
        help_text=(
            "One on each line, at least two, e.g. “home care” and “domiciliary care”. "
            "Plurals and endings are found by themselves."
        ),
    )

    class Meta:
        ordering = ["ways"]

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """Return the ways to say it."""
        return [line.strip() for line in self.ways.splitlines() if line.strip()]

    def clean(self) -> None:
        """Refuse what would do nothing, or would make every search slow."""
        stems = {tuple(stems_in(line)) for line in self.lines}
        if () in stems:
            raise ValidationError({"ways": "Each line needs at least one word."})
        if len(stems) < 2:
            raise ValidationError(
                {
                    "ways": "Give at least two ways that differ in more than their ending."
                }
            )
        if len(stems) > MOST_WAYS:
            raise ValidationError({"ways": f"Give at most {MOST_WAYS} ways."})
        if any(len(phrase) > LONGEST_WAY for phrase in stems):
            raise ValidationError(
                {"ways": f"Each way may have at most {LONGEST_WAY} words."}
            )
