"""Vocabularies kept as tables: those a record holds several of, and the topics.

They are seeded by migration from `hub.core.seed`. Keys never change once used: they
stand in shared addresses and exports.
"""

from django.db import models
from taggit.models import TagBase


class Term(models.Model):
    """One word of a vocabulary, with a stable key and a place in the order."""

    key = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class Audience(Term):
    """Whom a guide, clause or case study is written for."""

    class Meta(Term.Meta):
        verbose_name = "audience"


class CareService(Term):
    """A kind of care that a provider gives."""

    class Meta(Term.Meta):
        verbose_name = "care service"


class SupportedGroup(Term):
    """People whom a provider supports."""

    class Meta(Term.Meta):
        verbose_name = "people supported"
        verbose_name_plural = "people supported"


class OwnershipModel(Term):
    """Who owns and controls an organisation."""

    explanation = models.CharField(max_length=200, blank=True)

    class Meta(Term.Meta):
        verbose_name = "ownership model"


class Topic(TagBase):
    """What something is about: the same topics across the whole hub.

    Editors keep the list; writers choose from it (`free_tagging` is off), so that one
    subject has one name in the directory, the guidance and the forum.
    """

    free_tagging = False

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = "topic"
