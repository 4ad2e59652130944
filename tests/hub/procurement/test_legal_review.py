"""Wording is current only after a lawyer has passed it, in the workflow."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import TaskState

from hub.accounts import roles
from hub.procurement.actions import WordingNotPassed
from hub.procurement.legal_workflow import begin_with_a_lawyer
from hub.procurement.models import ClausePage, LegalReview
from tests.factories.accounts import make_staff
from tests.factories.procurement import make_clause, pass_legally


@pytest.fixture
def lawyer(db):
    return make_staff("Lou Lawyer", roles.LEGAL_REVIEWERS)


@pytest.fixture
def workflow(clause_index):
    begin_with_a_lawyer(clause_index)
    return clause_index.get_workflow()


def submitted(clause, workflow):
    clause.save_revision()
    return workflow.start(clause, None).current_task_state


def act(state, person, action, **kwargs):
    state.task.specific.on_action(state, person, action, **kwargs)


def test_wording_that_a_lawyer_passes_is_published_as_current(
    clause_index, workflow, lawyer
):
    clause = make_clause(clause_index)
    state = submitted(clause, workflow)

    act(state, lawyer, "approve", comment="Sound.")
    assert ClausePage.objects.get(pk=clause.pk).status == "draft"
    last = TaskState.objects.get(status="in_progress")
    assert last.revision.as_object().status == "current"
    act(last, make_staff("Petra Publisher", roles.PUBLISHERS), "approve")

    clause = ClausePage.objects.get(pk=clause.pk)
    assert (clause.live, clause.status) == (True, "current")
    assert clause.versions.get().status == "current"
    review = LegalReview.objects.get()
    assert (review.reviewer, review.note) == (lawyer, "Sound.")


def test_wording_that_a_lawyer_sends_back_stays_a_draft(clause_index, workflow, lawyer):
    clause = make_clause(clause_index)

    act(submitted(clause, workflow), lawyer, "reject")

    assert ClausePage.objects.get(pk=clause.pk).status == "draft"
    assert not LegalReview.objects.exists()


def test_current_is_refused_in_the_form_without_a_review(clause_index):
    clause = make_clause(clause_index)
    clause.status = "current"

    with pytest.raises(ValidationError) as told:
        clause.full_clean()

    assert "submit it to the legal review" in str(told.value.message_dict["status"])


def test_current_is_refused_at_publication_by_a_script_without_a_review(clause_index):
    clause = make_clause(clause_index)
    clause.status = "current"

    with pytest.raises(WordingNotPassed):
        clause.save(clean=False)

    assert ClausePage.objects.get(pk=clause.pk).status == "draft"


def test_review_of_other_wording_does_not_count(clause_index):
    clause = make_clause(clause_index)
    pass_legally(clause)
    assert clause.is_legally_passed()

    clause.wording = "1. Something else."
    assert not clause.is_legally_passed()
    clause.version = "0.2"
    assert not clause.is_legally_passed()


def test_major_change_needs_a_note_and_a_minor_one_does_not(clause_index):
    clause = make_clause(clause_index)
    clause.version_note = ""

    with pytest.raises(ValidationError) as told:
        clause.full_clean()
    assert "version_note" in told.value.message_dict

    clause.is_minor = True
    clause.full_clean()


def test_clause_cannot_replace_itself(clause_index):
    clause = make_clause(clause_index)
    clause.superseded_by = clause

    with pytest.raises(ValidationError) as told:
        clause.full_clean()

    assert "superseded_by" in told.value.message_dict
