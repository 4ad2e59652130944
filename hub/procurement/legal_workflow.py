"""The workflow that clauses go through: a lawyer first, then whoever publishes."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from hub.accounts.roles import LEGAL_REVIEWERS, PUBLISHERS
from hub.procurement.models import LegalReviewTask

NAME = "Model clauses"


@transaction.atomic
def begin_with_a_lawyer(index: Page) -> None:
    """Send what is below `index` through legal review; a workflow that it has is kept."""
    if WorkflowPage.objects.filter(page=index).exists():
        return
    workflow = Workflow.objects.create(name=NAME)
    legal = LegalReviewTask.objects.create(name="Legal review of a clause")
    legal.groups.add(Group.objects.get_or_create(name=LEGAL_REVIEWERS)[0])
    last = GroupApprovalTask.objects.create(name="Publication of a clause")
    last.groups.add(*Group.objects.filter(name=PUBLISHERS))
    for order, task in enumerate((legal, last)):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=index)
