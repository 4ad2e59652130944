"""What the library of clauses can be narrowed by."""

from django.db.models import QuerySet
from django.http import QueryDict

from hub.core.models import Topic
from hub.core.visibility import Asker
from hub.core.vocabulary import UK_NATIONS, ClauseStage, Procedure, Risk
from hub.search.narrowing import NarrowedList, Question
from hub.search.section import keep_found, words_of


def clause_list(clauses: QuerySet, params: QueryDict, user: Asker) -> NarrowedList:
    """Return `clauses`, narrowed by words, stage, procedure, nation, risk and topic."""
    topics = Topic.objects.values_list("slug", "name")
    questions = [
        Question("stage", "When it is used", "stage", ClauseStage.choices),
        Question("procedure", "Procedure", "procedures__procedure", Procedure.choices),
        Question("nation", "Nation", "nations__nation", UK_NATIONS),
        Question("risk", "Risk", "risk", Risk.choices),
        Question("topic", "Topic", "page_topics__tag__slug", list(topics)),
    ]
    found = keep_found(clauses, words_of(params), kind="clause", user=user)
    return NarrowedList(found, questions, params)
