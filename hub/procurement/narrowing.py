"""What the library of clauses can be narrowed by."""

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import QueryDict

from hub.core.models import Topic
from hub.core.visibility import Asker
from hub.core.vocabulary import (
    UK_NATIONS,
    ClauseStage,
    ClauseStatus,
    Obligation,
    Procedure,
    Regime,
    Risk,
)
from hub.procurement.models.law import LegalBasis
from hub.search.narrowing import NarrowedList, Question
from hub.search.section import keep_found, words_of


def clause_list(clauses: QuerySet, params: QueryDict, user: Asker) -> NarrowedList:
    """Return `clauses`, narrowed by words and by everything a clause says of itself."""
    topics = Topic.objects.values_list("slug", "name")
    laws = [
        (str(pk), name) for pk, name in LegalBasis.objects.values_list("pk", "name")
    ]
    questions = [
        Question("stage", "When it is used", "stage", ClauseStage.choices),
        Question("procedure", "Procedure", "procedures__procedure", Procedure.choices),
        Question("nation", "Nation", "nations__nation", UK_NATIONS),
        Question("rules", "Rules", "regimes__regime", Regime.choices),
        Question("owes", "Who owes whom", "obligation", Obligation.choices),
        Question("risk", "Risk", "risk", Risk.choices),
        Question("status", "Standing", "status", ClauseStatus.choices),
        Question("law", "Law", _law_key(), laws, is_folded=True),
        Question(
            "topic", "Topic", "page_topics__tag__slug", list(topics), is_folded=True
        ),
    ]
    words = words_of(params)
    found = keep_found(clauses, words, kind="clause", user=user)
    return NarrowedList(found, questions, params, kept={"q": words})


def _law_key() -> Cast:
    # Addresses hold words: the key is compared as text.
    return Cast("legal_bases", CharField())
