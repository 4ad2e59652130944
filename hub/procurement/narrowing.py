"""What the library of clauses can be narrowed by."""

from django.db.models import QuerySet
from django.http import QueryDict

from hub.core.models import Topic
from hub.core.vocabulary import UK_NATIONS, ClauseStage, Procedure, Risk
from hub.search.narrowing import NarrowedList, Question


def clause_list(clauses: QuerySet, params: QueryDict) -> NarrowedList:
    """Return `clauses`, narrowed by stage, procedure, nation, risk and topic."""
    topics = Topic.objects.values_list("slug", "name")
    questions = [
        Question("stage", "When it is used", "stage", ClauseStage.choices),
        Question("procedure", "Procedure", "procedures__procedure", Procedure.choices),
        Question("nation", "Nation", "nations__nation", UK_NATIONS),
        Question("risk", "Risk", "risk", Risk.choices),
        Question("topic", "Topic", "page_topics__tag__slug", list(topics)),
    ]
    return NarrowedList(clauses, questions, params)
