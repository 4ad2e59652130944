"""Where a clause can be used, and what it rests on: rows that are edited on its page."""

from django.db import models
from modelcluster.fields import ParentalKey

from hub.core.models import SourceRow
from hub.core.vocabulary import UK_NATIONS, Procedure, Regime


class ClauseNation(models.Model):
    """One nation whose law a clause is written for."""

    clause = ParentalKey(
        "procurement.ClausePage", on_delete=models.CASCADE, related_name="nations"
    )
    nation = models.CharField(
        max_length=20, choices=UK_NATIONS, help_text="A nation it can be used in."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "nation"], name="one_nation_once_per_clause"
            )
        ]

    def __str__(self) -> str:
        return self.get_nation_display()


class ClauseProcedure(models.Model):
    """One procedure that a clause fits."""

    clause = ParentalKey(
        "procurement.ClausePage", on_delete=models.CASCADE, related_name="procedures"
    )
    procedure = models.CharField(
        max_length=30, choices=Procedure, help_text="A procedure it fits."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "procedure"], name="one_procedure_once_per_clause"
            )
        ]

    def __str__(self) -> str:
        return self.get_procedure_display()


class ClauseRegime(models.Model):
    """One set of rules under which a clause can be used."""

    clause = ParentalKey(
        "procurement.ClausePage", on_delete=models.CASCADE, related_name="regimes"
    )
    regime = models.CharField(
        max_length=30, choices=Regime, help_text="Rules it can be used under."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "regime"], name="one_regime_once_per_clause"
            )
        ]

    def __str__(self) -> str:
        return self.get_regime_display()


class ClauseSource(SourceRow):
    """What a clause's page rests on."""

    clause = ParentalKey(
        "procurement.ClausePage", on_delete=models.CASCADE, related_name="sources"
    )
