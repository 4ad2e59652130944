"""Words that stand in entries, for “Did you mean”."""

from django.db import models


class SearchWord(models.Model):
    """A word as it is written in some entry, folded.

    The list may hold words that are in no entry any more, or in none that the asker may
    see: a word is only offered after the engine has found it among what they may see.
    """

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word
