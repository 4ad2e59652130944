"""What is done to the agreement."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from forum.guarding.models import Acceptance, Agreement


@transaction.atomic
def publish(*, agreement: Agreement) -> Agreement:
    """Let a new version hold from now on, with the next number."""
    # Two who publish at once wait for each other.
    list(Agreement.objects.select_for_update().values_list("pk", flat=True))
    last = Agreement.objects.aggregate(last=Max("number"))["last"] or 0
    agreement.number = last + 1
    agreement.save()
    return agreement


def accept(*, agreement: Agreement, person: Any) -> None:
    """Note that `person` accepted this version; repeating it changes nothing."""
    Acceptance.objects.get_or_create(agreement=agreement, person=person)
